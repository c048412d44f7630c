import { methodCode } from '../../bureau/pipeline/method-codes.ts'
import { writeReturnDocument } from '../../bureau/pipeline/return-document.ts'
import type { Bureau } from '../life/bureau.ts'
import { admitCall } from './admit-call.ts'
import type { AdmittedCall, Answer, Call } from './call.ts'
import { ispDownload } from './isp-download.ts'
import { ispDownloadack } from './isp-downloadack.ts'
import { ispQuerypreviousupload } from './isp-querypreviousupload.ts'
import { ispUpload } from './isp-upload.ts'

/** The operations that run; one file each, so that the next one is a file and a line here. */
const OPERATIONS: Record<string, (call: AdmittedCall) => Answer> = {
  isp_upload: ispUpload,
  isp_download: ispDownload,
  isp_downloadack: ispDownloadack,
  isp_querypreviousupload: ispQuerypreviousupload
}

export function isOperation (name: string): boolean {
  return Object.hasOwn(OPERATIONS, name)
}

export function answerCall (bureau: Bureau, call: Call): Answer {
  const admission = admitCall(bureau, call)
  if ('refusal' in admission) return admission.refusal
  const run = OPERATIONS[call.operation]
  if (!run) throw new Error(`nobody asked whether ${call.operation} is an operation`)
  return run({ ...call, bureau, account: admission.account })
}

export function writeAnswer ({ code, message, dataSequences, fileInfos }: Answer): string {
  return writeReturnDocument({
    code,
    message: message ?? methodCode(code).meaning.zh,
    dataSequences: dataSequences ?? [],
    fileInfos: fileInfos ?? null
  })
}
