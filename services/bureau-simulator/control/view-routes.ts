import type { Bureau } from '../life/bureau.ts'
import type { BureauRequest } from '../state/bureau-state.ts'
import type { ControlServer } from './build-control-server.ts'

/** What there is to see: queue, registry, requests, calls. */
export function viewRoutes (server: ControlServer, { accounts, store, calls }: Bureau): void {
  server.get('/control/queue', async () => ({
    accounts: [...accounts.keys()].map((ispId) => {
      const files = store.all('files').filter((file) => file.ispId === ispId)
      return { ispId, waiting: files.length, lastNumber: store.get('accounts', ispId)?.lastNumber ?? 0 }
    }),
    waiting: store.all('files').length
  }))

  server.get('/control/registry', async () => ({
    filings: store.all('filings').map((filing) => ({
      subjectNumber: filing.subjectNumber,
      subjectId: filing.subjectId,
      siteNumbers: filing.siteNumbers,
      ispId: filing.ispId,
      organisation: filing.organisation,
      domains: filing.domains,
      registeredAt: filing.registeredAt
    }))
  }))

  server.get('/control/requests', async () => ({
    requests: store.all('requests').map((request) => ({ ...viewRequest(request), nextStep: store.get('dueSteps', request.id) ?? null }))
  }))

  server.get('/control/journal', async () => ({ calls: calls.all() }))
}

/** Without persons, certificates and addresses. */
export function viewRequest (request: BureauRequest) {
  const { id, ispId, operation, sequence, fileName, receivedAt, phase, submission, triggers, filing, documentError } = request
  return {
    id,
    ispId,
    operation,
    sequence,
    fileName,
    receivedAt,
    phase,
    submission,
    scenarios: triggers.map(({ name }) => name),
    ispZtid: filing?.subject.ispId ?? null,
    organisation: filing?.subject.name ?? null,
    domains: filing?.sites.flatMap(({ domains }) => domains.map(({ name }) => name)) ?? [],
    documentError: documentError?.code ?? null
  }
}
