import asyncHooks, { type AsyncHook } from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'

// Loaded before tap in each test file (.taprc). tap watches every promise of a file, to tell which of its tests an error belongs to that
// nobody caught; each call of an async function costs 2 µs by that instead of 0.2, a quarter of what a test through the API takes. Without,
// such an error ends the file, which fails all the same.
const idle: AsyncHook = { enable: () => idle, disable: () => idle }
asyncHooks.createHook = () => idle
syncBuiltinESMExports()
