import type { AdmittedCall, Answer } from './call.ts'
import { wrapBase64 } from './wrap-base64.ts'

/** The last accepted file as it came in, and its number: how a provider finds out what became of a lost answer. */
export function ispQuerypreviousupload ({ bureau, account }: AdmittedCall): Answer {
  const { lastNumber = 0, lastUpload = null } = bureau.store.get('accounts', account.ispId) ?? {}
  return {
    code: 0,
    fileInfos: {
      hashAlgorithm: 0,
      compressionFormat: 0,
      encryptAlgorithm: lastUpload?.encryptAlgorithm ?? 0,
      dataSequence: lastNumber,
      fileName: lastUpload?.fileName ?? '',
      beianInfo: wrapBase64(lastUpload?.beianInfo ?? ''),
      beianInfoHash: lastUpload?.beianInfoHash ?? ''
    }
  }
}
