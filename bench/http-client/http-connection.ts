import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export type HttpConnection = {
  /** Sends the text of one request and waits for its whole answer. @throws Error unless it is 200 */
  send (request: string): Promise<void>
  close (): void
}

const HEAD_END = '\r\n\r\n'

/**
 * One keep-alive connection with one request at a time. Written out, and not node:http, to keep the load's own cost low:
 * it shares the cores with what it measures.
 */
export async function openHttpConnection (url: URL): Promise<HttpConnection> {
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true })
  await once(socket, 'connect')
  let waiting: PromiseWithResolvers<void> | undefined
  let received: Buffer = Buffer.alloc(0)
  const fail = (error: Error) => { waiting?.reject(error) }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the service closed a connection')))
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const status = readAnswer(received)
    if (status === null) return
    const answer = received
    received = Buffer.alloc(0)
    if (status === 200) waiting?.resolve()
    else fail(new Error(`answered ${answer.toString()}`))
  })
  return {
    send (request) {
      waiting = Promise.withResolvers()
      socket.write(request, 'latin1')
      return waiting.promise
    },
    close: () => { closeQuietly(socket) }
  }
}

/** The status, once the answer is complete. */
function readAnswer (bytes: Buffer): number | null {
  const headEnd = bytes.indexOf(HEAD_END)
  if (headEnd === -1) return null
  const head = bytes.toString('latin1', 0, headEnd)
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? []
  if (length === undefined) throw new Error(`an answer without a length: ${head}`)
  return bytes.length < headEnd + HEAD_END.length + Number(length) ? null : Number(head.slice(9, 12))
}

function closeQuietly (socket: Socket): void {
  socket.removeAllListeners('close').end()
}
