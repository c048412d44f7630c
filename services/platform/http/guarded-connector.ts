import { isIP, type LookupFunction, type Socket } from 'node:net'
import { buildConnector } from 'undici'
import { HttpFailure } from './http-failure.ts'
import type { ResolveName } from './resolve-name.ts'

/** Why this address may not be reached, or null. */
export type AddressGuard = (address: string) => string | null

type ConnectorOptions = { host: string, resolve: ResolveName, guard: AddressGuard, connectMs: number }

/**
 * Connects to checked addresses only. The check is made on the very answer that the socket connects to, so that a name
 * cannot be public when it is checked and private when it is used (DNS rebinding).
 */
export function guardedConnector ({ host, resolve, guard, connectMs }: ConnectorOptions): buildConnector.connector {
  const connect = buildConnector({
    allowH2: false,
    timeout: connectMs,
    lookup: checkedLookup(resolve, guard),
    rejectUnauthorized: true // said here, so that NODE_TLS_REJECT_UNAUTHORIZED=0 does not switch it off
  })
  return (options, callback) => {
    const fault = isIP(host) === 0 ? null : guard(host) // no lookup happens for an address
    if (fault !== null) return process.nextTick(callback, refused(host, fault), null)
    connect(options, (error, socket) => {
      if (error) return callback(error, null)
      callback(...checkedSocket(socket, host, guard))
    })
  }
}

function checkedLookup (resolve: ResolveName, guard: AddressGuard): LookupFunction {
  return (name, { all, family }, callback) => {
    const answer = (addresses: string[]) => {
      // One forbidden address condemns the name: nobody publishes one for an honest reason, and which of them a socket
      // takes is not in our hands.
      const fault = addresses.map(guard).find((found) => found !== null)
      if (fault !== undefined) return callback(refused(name, fault), [])
      const found = addresses.map((address) => ({ address, family: isIP(address) })).filter((one) => !family || one.family === family)
      if (found.length === 0) return callback(Object.assign(new Error('no address'), { code: 'ENODATA' }), [])
      if (all) return callback(null, found)
      callback(null, found[0]!.address, found[0]!.family)
    }
    resolve(name).then(answer, (error: NodeJS.ErrnoException) => callback(error, []))
  }
}

/** Once more what the socket says itself, should anything between the lookup and it have had another opinion. */
function checkedSocket (socket: Socket, host: string, guard: AddressGuard): [null, Socket] | [Error, null] {
  const fault = guard(socket.remoteAddress ?? '')
  if (fault === null) return [null, socket]
  socket.destroy()
  return [refused(host, fault), null]
}

/** The address is not told: whoever may write URLs must not read our name servers through us. */
function refused (host: string, fault: string): HttpFailure {
  return new HttpFailure('address_refused', `${host} leads to an address that cannot be reached from the internet (${fault}).`)
}
