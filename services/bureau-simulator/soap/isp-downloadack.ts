import type { AdmittedCall, Answer } from './call.ts'

/**
 * Forgets a file that the provider has. A second ack of one file is fine, its answer may have been lost; a name that was never
 * handed out is 999, because the published codes have nothing for it.
 */
export function ispDownloadack ({ bureau, account, params }: AdmittedCall): Answer {
  const { store, clock } = bureau
  const fileName = params.fileName ?? ''
  if (fileName === '') return { code: 21 }
  const key = `${account.ispId}/${fileName}`
  if (store.has('acknowledged', key)) return { code: 0 }
  if (store.get('files', key)?.inFlight !== true) return { code: 999 }
  store.change(() => {
    store.remove('files', key)
    store.put('acknowledged', key, clock.now().toISOString())
    const state = store.get('accounts', account.ispId)
    const drained = !store.all('files').some(({ ispId }) => ispId === account.ispId)
    if (state && drained) store.put('accounts', account.ispId, { ...state, justDrained: true })
  })
  return { code: 0 }
}
