import type { EndpointContext } from '../../../machines/webhook-endpoint/endpoint-context.ts'
import type { EndpointSnapshot } from '../../../machines/webhook-endpoint/decide.ts'
import { ENDPOINT_MACHINE_VERSION } from '../../../machines/webhook-endpoint/endpoint-machine.ts'
import type { EndpointRow } from './lock-endpoint.ts'

/** A stored endpoint as the machine reads it. @throws Error when a newer release has stored it */
export function snapshotOfEndpoint (
  { id, state, context, machine_version: version }: Pick<EndpointRow, 'id' | 'state' | 'context' | 'machine_version'>
): EndpointSnapshot {
  if (version !== ENDPOINT_MACHINE_VERSION) {
    throw new Error(`webhook endpoint ${id} was stored by machine version ${version}, and this release reads ${ENDPOINT_MACHINE_VERSION}: run the newer release`)
  }
  return { state, context: context as EndpointContext }
}
