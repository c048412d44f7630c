import { stopWithParent } from '../platform/stop-with-parent.ts'
import { buildSimulator, type Simulator } from './build-simulator.ts'
import { EnvironmentError, readEnvironment } from './read-environment.ts'

let simulator: Simulator | undefined
try {
  const { options, listen } = readEnvironment(process.env)
  simulator = buildSimulator(options)
  const ports = await simulator.listen(listen)
  process.stdout.write(`${JSON.stringify({ ready: true, ...ports })}\n`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
  stopWithParent(stop)
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
}

function stop (): void {
  simulator?.close().catch((error: unknown) => {
    process.stderr.write(`bureau-simulator: stopping failed: ${String(error)}\n`)
    process.exitCode = 1
  })
}

function explain (error: unknown): string {
  if (error instanceof EnvironmentError) return `bureau-simulator: the environment is wrong:\n${error.message}`
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') {
    return `bureau-simulator: port ${port} is in use. Stop what listens there, or choose others with SIMULATOR_PORT and SIMULATOR_CONTROL_PORT.`
  }
  return `bureau-simulator: cannot start: ${error instanceof Error ? error.stack : String(error)}`
}
