import { findFreePort, isPortFree } from './free-port.ts'

export type WantedPorts = {
  /** Of the first api; a free one when left out. */
  port?: number
  simulatorPort?: number
}

export type ChosenPorts = { port: number, simulatorPort: number, simulatorControlPort: number }

/**
 * The ports of one start. The api may take a free one itself (0); the simulator's must be known to others before it runs.
 *
 * @throws when a wanted port is taken, naming the variable that chooses another
 */
export async function choosePorts ({ port, simulatorPort }: WantedPorts): Promise<ChosenPorts> {
  const wanted = { PORT: port, SIMULATOR_PORT: simulatorPort }
  for (const [variable, number] of Object.entries(wanted)) {
    if (number !== undefined && !await isPortFree(number)) throw new Error(inUse(number, variable))
  }
  return {
    port: port ?? 0,
    simulatorPort: simulatorPort ?? await findFreePort(),
    simulatorControlPort: await findControlPort(simulatorPort)
  }
}

/** The port after the simulator's where one can remember it, else any. */
async function findControlPort (simulatorPort: number | undefined): Promise<number> {
  const next = (simulatorPort ?? 65535) + 1
  return next <= 65535 && await isPortFree(next) ? next : await findFreePort()
}

function inUse (port: number, variable: string): string {
  return `port ${port} is in use: stop what listens there, or choose another, as in ${variable}=${port + 10} make up`
}
