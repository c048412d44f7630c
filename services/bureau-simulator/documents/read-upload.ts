import { child, children, readXml, textOf, UnreadableXml, type XmlElement } from '../../bureau/pipeline/xml.ts'
import { misfit } from './shape.ts'
import type { NewFiling } from './new-filing.ts'
import { NEW_FILING_SHAPE } from './new-filing-shape.ts'
import { readNewFiling } from './read-new-filing.ts'

const VERSION = 'V.3.0'

/** Operations that the interface knows and this simulator does not run yet: answered 5011, "function not open". */
const NOT_OPEN = ['XZWZ', 'XZJR', 'BGBA', 'ZXBA', 'XZHYD', 'HSJG', 'WBACLJG']

export type UploadReading =
  | { kind: 'filings', filings: NewFiling[] }
  | { kind: 'fault', code: number, text: string, subjectId: string | null }

/** What the machine at the bureau makes of a file. A fault in the form of the document costs every record in it. */
export function readUpload (xml: string, { ispId, fileName }: { ispId: string, fileName: string }): UploadReading {
  const brokenForm = { kind: 'fault', code: 5001, text: fileName, subjectId: null } as const
  const root = readRoot(xml)
  if (!root || root.attributes.version === undefined) return brokenForm
  const icp = child(root, 'ICP')
  const subjectId = textOf(icp, 'XZBA', 'Baxx', 'Zt_xx', 'IspZtid')
  if (root.attributes.version !== VERSION) {
    return { kind: 'fault', code: 5004, text: `版本号错误：${root.attributes.version}`, subjectId }
  }
  if (!icp || root.children.length !== 1) return brokenForm
  return readIcp(icp, ispId) ?? brokenForm
}

function readIcp (icp: XmlElement, ispId: string): UploadReading | null {
  const unit = textOf(icp, 'Qqdwid')
  const records = children(child(icp, 'XZBA'), 'Baxx')
  const subjectId = textOf(records[0], 'Zt_xx', 'IspZtid')
  if (unit === null) return null
  if (unit !== ispId) return { kind: 'fault', code: 5003, text: '请求单位标识与上报单位不符', subjectId }
  const notOpen = NOT_OPEN.find((operation) => child(icp, operation))
  if (notOpen) return { kind: 'fault', code: 5011, text: `功能未开放：${notOpen}`, subjectId }
  const strangers = icp.children.filter(({ name }) => name !== 'XZBA' && name !== 'Qqdwid')
  if (records.length === 0 || strangers.length > 0) return null
  if (records.some((record) => misfit(record, NEW_FILING_SHAPE))) return null
  return { kind: 'filings', filings: records.map(readNewFiling) }
}

/** One real bureau answered 5001 until the declaration named GBK, so a document without it is no document. */
function readRoot (xml: string): XmlElement | null {
  if (!/^\s*<\?xml[^>]*encoding\s*=\s*["']GBK["']/i.test(xml)) return null
  try {
    const root = readXml(xml)
    return root.name === 'UploadData' ? root : null
  } catch (error) {
    if (error instanceof UnreadableXml) return null
    throw error
  }
}
