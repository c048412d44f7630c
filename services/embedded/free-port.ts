import { createServer } from 'node:net'

/** A port of 127.0.0.1 that nobody held a moment ago; whoever binds it must be ready to lose the race. */
export async function findFreePort (): Promise<number> {
  const port = await listenOnce(0, '127.0.0.1')
  if (port === null) throw new Error('no free port on 127.0.0.1')
  return port
}

/** Whether a server could listen there now. */
export async function isPortFree (port: number, host = '127.0.0.1'): Promise<boolean> {
  return await listenOnce(port, host) !== null
}

async function listenOnce (port: number, host: string): Promise<number | null> {
  const server = createServer()
  return await new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null)
      else reject(error)
    })
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      const taken = address !== null && typeof address === 'object' ? address.port : null
      server.close(() => resolve(taken))
    })
  })
}
