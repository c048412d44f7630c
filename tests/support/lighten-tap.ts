import asyncHooks, { type AsyncHook } from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'

// Loaded into each test file before tap itself (.taprc): what tap does there for attribution and coverage costs more than most tests.

// It watches every promise, to tell which test of a file an error belongs to that nobody caught: 4.5 µs for each await. Without, such an
// error ends the file, which fails all the same.
const idle: AsyncHook = { enable: () => idle, disable: () => idle }
asyncHooks.createHook = () => idle
syncBuiltinESMExports()

// It writes down what each process loads that a test starts, for coverage, which is off: a third of the time in which one of ours starts.
const spawning = (globalThis as { [key: symbol]: { listeners: unknown[] } | undefined })[Symbol.for('process-on-spawn@*:singletonId')]
if (spawning) spawning.listeners = []
delete process.env.NODE_OPTIONS
