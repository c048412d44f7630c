import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { validateXML } from 'xmllint-wasm'
import { decodeGbk } from '../pipeline/gbk.ts'

/** The official schemas of V3.0 are not ours to ship: tests use them where they lie beside the repository. */
const FOLDER = new URL('../../../../shared/domain/xsd/', import.meta.url)

/** For the `skip` of a test: false when the schemas are there, else the reason. */
export const schemasAbsent: string | false = existsSync(FOLDER) ? false : `no official schemas in ${fileURLToPath(FOLDER)}`

/** Resolves to the validator's complaints; none means that the document is valid. */
export async function schemaFaults (xml: string, schema: 'upload' | 'download'): Promise<string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'document.xml', contents: asUtf8(xml) },
    schema: [{ fileName: `${schema}.xsd`, contents: asUtf8(decodeGbk(readFileSync(new URL(`${schema}.xsd`, FOLDER)))) }]
  })
  return errors.map(({ message }) => message)
}

/** The validator reads UTF-8 only. */
function asUtf8 (xml: string): string {
  return xml.replace(/encoding="GBK"/i, 'encoding="UTF-8"')
}
