import { relative } from 'node:path'
import { FIRST_ACCOUNT } from './seed/seed-orders.ts'
import type { RunningBeian } from './start-beian.ts'
import { paint } from './terminal/paint.ts'

const DAYS = 7

/** One of each role, and what they would ask first. */
const ROLES = [
  { role: 'applicant', sub: 'zhang', account: FIRST_ACCOUNT, path: '/v1/orders', may: 'sees and edits the orders of the account acme' },
  { role: 'reviewer', sub: 'lin', path: '/v1/review-tasks', may: 'reviews orders' },
  { role: 'bureau_operator', sub: 'wang', path: '/v1/orders?state=bureau_queue', may: 'hands orders over to the bureau' },
  { role: 'integrator', sub: 'crm', path: '/v1/orders?limit=100', may: 'acts for any account' },
  { role: 'admin', sub: 'chen', path: '/v1/test-clock', may: 'all that staff may, and moves the clock' }
]

/** The addresses, and one ready-made token a role. */
export async function printWelcome (beian: RunningBeian, { dataDir, readyAfterMs, simulatorUrl }: {
  dataDir: string, readyAfterMs: number, simulatorUrl: string
}): Promise<void> {
  const { url, simulatorControlUrl, token } = beian
  const lines = await Promise.all(ROLES.map(async ({ path, may, ...claims }) => {
    const issued = await token({ ...claims, ttlSeconds: DAYS * 24 * 60 * 60 })
    return [
      `  ${paint('bold', claims.role)} ${claims.sub} ${paint('dim', `· ${may}`)}`,
      `  curl -s '${url}${path}' -H 'Authorization: Bearer ${issued}'`,
      ''
    ].join('\n')
  }))
  console.log([
    '',
    `${paint(['bold', 'green'], 'Beian is up')} after ${(readyAfterMs / 1000).toFixed(1)} s, its data in ${here(dataDir)}`,
    '',
    `  API             ${paint('cyan', `${url}/docs`)}   ${paint('dim', `contract ${url}/openapi.json · ready? ${url}/readyz`)}`,
    `  Bureau          ${simulatorUrl}   ${paint('dim', `the simulator: speaks SOAP, as bureaus do; ${simulatorUrl}/ISPWebService/upDownLoad?wsdl`)}`,
    `  Bureau control  ${paint('cyan', `${simulatorControlUrl}/control/requests`)}   ${paint('dim', '/control/sms, /control/registry; see services/bureau-simulator/README.md')}`,
    '',
    `One token a role, good for ${DAYS} days; more with ${paint('bold', 'npm run --silent token -- --role reviewer --sub mei')}:`,
    '',
    ...lines,
    `Logs: ${here(dataDir)}/logs. Ctrl-C stops all of it; the data stay.`
  ].join('\n'))
}

function here (folder: string): string {
  const path = relative(process.cwd(), folder)
  return path === '' || path.startsWith('..') ? folder : path
}
