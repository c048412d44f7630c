import { child, children, readXml, textOf, UnreadableXml, type XmlElement } from '../pipeline/xml.ts'
import { readRegistered, type RegisteredRecord } from './read-registered.ts'

/** What one file from the bureau says, in its order. */
export type BureauRecord = ResultRecord | ReviewRecord | RegisteredRecord | UnreadRecord

/** A machine's answer to one of our requests (Jg_xx). */
export type ResultRecord = {
  kind: 'result'
  operation: number | null
  recordId: string | null
  results: Array<{ code: number | null, text: string | null }>
}

/** A reviewer's decision (Gjsh). */
export type ReviewRecord = {
  kind: 'review'
  operation: number | null
  recordId: string | null
  /** Null when the file says neither yes nor no. */
  passed: boolean | null
  opinion: string | null
  reviewedOn: string | null
}

/** Kinds without a reader yet, and records without what makes them readable: kept whole, for a person or a later issue. */
export type UnreadRecord = { kind: 'unread', element: XmlElement }

/**
 * Lenient: no schema, unknown elements pass, operation 35 is taken though the schema ends at 7, several kinds may share a
 * file, and what is single or repeated is read alike. @throws UnreadableXml
 */
export function readDownload (xml: string): BureauRecord[] {
  const root = readXml(xml)
  if (root.name !== 'DownloadData') throw new UnreadableXml('not a download document')
  return root.children.flatMap((area) => area.name === 'ICP' ? area.children.flatMap(readKind) : [unread(area)])
}

function readKind (kind: XmlElement): BureauRecord[] {
  if (kind.name === 'BAJG') return readResults(kind)
  if (kind.name === 'BASJ') return children(kind, 'Baxx').map((filing) => readRegistered(filing) ?? unread(filing))
  return [unread(kind)]
}

function readResults (kind: XmlElement): BureauRecord[] {
  return kind.children.flatMap((record): BureauRecord[] => {
    if (record.name === 'Jg_xx') return [readResult(record)]
    if (record.name === 'GJSHS') return children(record, 'Gjsh').map(readReview)
    if (record.name === 'Gjsh') return [readReview(record)]
    return [unread(record)]
  })
}

function readResult (record: XmlElement): ResultRecord {
  return {
    kind: 'result',
    operation: number(textOf(record, 'Czlx')),
    recordId: textOf(record, 'Bs'),
    results: children(record, 'Jgxx').map((result) => ({ code: number(textOf(result, 'Jgdm')), text: textOf(result, 'Dmms') }))
  }
}

function readReview (record: XmlElement): ReviewRecord {
  const decision = child(record, 'Shjg')?.text
  return {
    kind: 'review',
    operation: number(textOf(record, 'Czlx')),
    recordId: textOf(record, 'Jlid'),
    passed: decision === '1' ? true : decision === '0' ? false : null,
    opinion: textOf(record, 'Shyj'),
    reviewedOn: textOf(record, 'Shsj')
  }
}

function unread (element: XmlElement): UnreadRecord {
  return { kind: 'unread', element }
}

function number (text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null
}
