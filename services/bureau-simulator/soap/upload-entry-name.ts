import { decrypt, type CipherKey } from '../../bureau/pipeline/cipher.ts'
import type { ReceivedFile } from '../../bureau/pipeline/sealed-file.ts'
import { unzipDocument } from '../../bureau/pipeline/zip.ts'

/** The entry name of a file whose content is not GBK: that file is known to be a good Zip in every other way. */
export function uploadEntryName ({ beianInfo, encryptAlgorithm }: ReceivedFile, cipher: CipherKey | null): string {
  const received = Buffer.from(beianInfo, 'base64')
  const zipBytes = encryptAlgorithm === 1 && cipher ? decrypt(received, cipher) : received
  return unzipDocument(zipBytes).entryName
}
