import { DamagedFile, openFile, type OpenedFile } from '../../bureau/pipeline/sealed-file.ts'
import { ZipError } from '../../bureau/pipeline/zip.ts'
import { acceptUpload } from '../life/accept-upload.ts'
import type { AdmittedCall, Answer } from './call.ts'
import { checkSequence } from './check-sequence.ts'
import { uploadEntryName } from './upload-entry-name.ts'

const DEFAULT_MAX_UNPROCESSED = 1000

/** Takes one file. 0 says only that it was taken: everything about its content comes back later, as a file. */
export function ispUpload (call: AdmittedCall): Answer {
  const opened = openUpload(call)
  if ('code' in opened) return opened
  if (isQueueFull(call)) return { code: 15 }
  const sequence = Number(call.params.dataSequence)
  const refusal = checkSequence(call, sequence)
  if (refusal) return refusal
  const { params, bureau, account } = call
  const upload = {
    fileName: opened.entryName,
    beianInfo: params.beianInfo ?? '',
    beianInfoHash: params.beianInfoHash ?? '',
    encryptAlgorithm: Number(params.encryptAlgorithm),
    hashAlgorithm: 0,
    compressionFormat: 0
  }
  bureau.store.change(() => acceptUpload(bureau, { ispId: account.ispId, sequence, upload, xml: opened.xml }))
  return { code: 0 }
}

type Opened = Pick<OpenedFile, 'entryName'> & { xml: string | null }

/** Bytes that are no GBK are taken all the same: the machine finds them later (5008). */
function openUpload ({ params, account }: AdmittedCall): Opened | Answer {
  const received = {
    beianInfo: params.beianInfo ?? '',
    beianInfoHash: params.beianInfoHash ?? '',
    encryptAlgorithm: Number(params.encryptAlgorithm)
  }
  try {
    return openFile(received, account.cipher)
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error
    if (error.reason === 'encoding') return { entryName: uploadEntryName(received, account.cipher), xml: null }
    return { code: damageCode(error) }
  }
}

function damageCode ({ reason, cause }: DamagedFile): number {
  if (reason === 'hash') return 7
  if (reason !== 'zip') return 6
  const zipCode = cause instanceof ZipError ? cause.code : 'not_a_zip'
  return { not_a_zip: 8, not_one_entry: 17, too_large: 18 }[zipCode]
}

function isQueueFull ({ bureau, account }: AdmittedCall): boolean {
  let unprocessed = 0
  for (const { ispId, phase } of bureau.store.each('requests')) if (ispId === account.ispId && phase === 'received') unprocessed++
  return unprocessed >= (account.maxUnprocessed ?? DEFAULT_MAX_UNPROCESSED)
}
