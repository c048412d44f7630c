import { sealFile } from '../../bureau/pipeline/sealed-file.ts'
import type { QueuedFile } from '../state/bureau-state.ts'
import type { SimulatorAccount } from '../simulator-options.ts'
import type { AdmittedCall, Answer } from './call.ts'
import { wrapBase64 } from './wrap-base64.ts'

/**
 * Hands out one file, and the same one again until it is acknowledged: it blocks everything behind it (inferred from the
 * wording of V3.0). 3 = with a file, and more wait; 0 = with the last file; 1 = everything has been fetched; 2 = nothing.
 */
export function ispDownload ({ bureau, account }: AdmittedCall): Answer {
  const { store } = bureau
  const waiting = store.all('files').filter(({ ispId }) => ispId === account.ispId)
  const file = waiting.reduce<QueuedFile | undefined>((first, next) => goesBefore(next, first) ? next : first, undefined)
  if (!file) return emptyAnswer({ bureau, account })
  if (!file.inFlight) store.put('files', `${file.ispId}/${file.fileName}`, { ...file, inFlight: true })
  return { code: waiting.length > 1 ? 3 : 0, fileInfos: seal(file, account) }
}

function goesBefore (file: QueuedFile, other: QueuedFile | undefined): boolean {
  if (!other) return true
  return file.inFlight === other.inFlight ? file.position < other.position : file.inFlight
}

function emptyAnswer ({ bureau, account }: Pick<AdmittedCall, 'bureau' | 'account'>): Answer {
  const state = bureau.store.get('accounts', account.ispId)
  if (!state?.justDrained) return { code: 2 }
  bureau.store.put('accounts', account.ispId, { ...state, justDrained: false })
  return { code: 1 }
}

/** Sealed at each delivery: the same document gives the same bytes. The entry has the file's name, as one real download had. */
function seal ({ xml, fileName }: QueuedFile, { cipher, encryptDownloads }: SimulatorAccount): Answer['fileInfos'] {
  const key = encryptDownloads ? cipher : null
  const { beianInfo, beianInfoHash } = sealFile({ xml, entryName: fileName }, key)
  return {
    hashAlgorithm: 0,
    compressionFormat: 0,
    encryptAlgorithm: key ? 1 : 0,
    dataSequence: null,
    fileName,
    beianInfo: wrapBase64(beianInfo),
    beianInfoHash
  }
}
