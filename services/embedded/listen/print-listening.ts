import type { EndpointWithSecret } from '../../webhooks/endpoints/create-endpoint.ts'
import { paint } from '../terminal/paint.ts'
import type { Wishes } from './read-wishes.ts'

/** What is listened to, and what a receiver needs. */
export function printListening (wishes: Wishes, { id, secret }: EndpointWithSecret, url: string): void {
  const { forward, account, events, provinces, personal } = wishes
  const what = events.length === 0 ? 'all events' : events.join(', ')
  const whose = account === null ? 'of all accounts' : `of the account ${account}`
  const where = provinces.length === 0 ? '' : ` in ${provinces.join(', ')}`
  console.log([
    '',
    `${paint(['bold', 'green'], 'Listening')} for ${what} ${whose}${where}${personal ? ', with personal data' : ''}. Ctrl-C ends it.`,
    '',
    `  forward   ${forward ?? paint('dim', 'nowhere, only printed; --forward http://localhost:9000/hook gives them to your receiver')}`,
    `  secret    ${paint('bold', secret)}   ${paint('dim', 'your receiver checks signatures with it; a new one each time')}`,
    `  endpoint  ${id}   ${paint('dim', `its deliveries: ${url}/v1/webhook-deliveries?endpointId=${id}`)}`,
    '',
    `In another terminal: ${paint('bold', 'npm run trigger -- order.completed')}`,
    ''
  ].join('\n'))
}
