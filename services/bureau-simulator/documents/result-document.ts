import { element, writeXml, type XmlElement } from '../../bureau/pipeline/xml.ts'

/** `Czlx` of a new filing. */
const NEW_FILING = 1
const MAX_TEXT = 255
const MAX_OPINION = 1024

export type ResultCode = { code: number, text: string }

export type BureauResult = {
  results: { codes: ResultCode[], target: string | null }[]
  decisions: { passed: boolean, opinion: string, reviewer: string, reviewedOn: string, target: string }[]
}

/** `BAJG`: what the machine found and what the reviewer decided. Shape: download schema V3.0. */
export function writeResultDocument ({ results, decisions }: BureauResult): string {
  const parts = results.map(writeResult)
  if (decisions.length > 0) parts.push(element('GJSHS', decisions.map(writeDecision)))
  return writeDownload([element('BAJG', parts)])
}

export function writeDownload (kinds: XmlElement[]): string {
  const root = element('DownloadData', [element('ICP', kinds)], { version: 'V.3.0' })
  return writeXml(root, { encoding: 'GBK' })
}

function writeResult ({ codes, target }: BureauResult['results'][number]): XmlElement {
  return element('Jg_xx', [
    ...codes.map(({ code, text }) => element('Jgxx', [element('Jgdm', code), element('Dmms', cut(text, MAX_TEXT))])),
    element('Czlx', NEW_FILING),
    element('Bs', target)
  ])
}

function writeDecision (decision: BureauResult['decisions'][number]): XmlElement {
  return element('Gjsh', [
    element('Shrxm', decision.reviewer),
    element('Shsj', decision.reviewedOn),
    element('Shyj', cut(decision.opinion, MAX_OPINION)),
    element('Shjg', decision.passed ? 1 : 0),
    element('Czlx', NEW_FILING),
    element('Jlid', decision.target)
  ])
}

function cut (text: string, max: number): string {
  return [...text].slice(0, max).join('')
}
