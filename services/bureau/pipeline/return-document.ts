import { child, children, element, readXml, textOf, UnreadableXml, writeXml, type XmlElement } from './xml.ts'

/** What every operation answers. Only `code` decides what to do next; a file may come with any code. */
export type ReturnDocument = {
  /** Null when there is no `msg_code` or it is not a number. */
  code: number | null
  message: string
  /** Filled with code 14. */
  dataSequences: number[]
  fileInfos: FileInfos | null
}

export type FileInfos = {
  hashAlgorithm: number
  compressionFormat: number
  encryptAlgorithm: number
  /** Only isp_querypreviousupload tells it; 0 when nothing was ever uploaded. */
  dataSequence: number | null
  fileName: string
  beianInfo: string
  beianInfoHash: string
}

/** Elements stand in the order of interface specification V3.0. */
export function writeReturnDocument ({ code, message, dataSequences, fileInfos }: ReturnDocument): string {
  return writeXml(element('return', [
    element('msg_code', code),
    element('msg', message),
    element('dataSequences', dataSequences.map((sequence) => element('dataSequence', sequence))),
    element('fileInfos', fileInfos === null ? [] : writeFileInfos(fileInfos))
  ]), { encoding: 'UTF-8' })
}

/**
 * Lenient: the official schemas of these answers demand a `msg` of exactly 256 characters and a version that the
 * examples beside them do not carry. @throws UnreadableXml
 */
export function readReturnDocument (xml: string): ReturnDocument {
  const root = readXml(xml)
  if (root.name !== 'return') throw new UnreadableXml('not a return document')
  const fileInfos = child(root, 'fileInfos')
  return {
    code: number(textOf(root, 'msg_code')),
    message: textOf(root, 'msg') ?? '',
    dataSequences: missing(root),
    fileInfos: fileInfos === undefined ? null : readFileInfos(fileInfos)
  }
}

function writeFileInfos (file: FileInfos): XmlElement[] {
  return [
    element('hashAlgorithm', file.hashAlgorithm),
    element('compressionFormat', file.compressionFormat),
    element('encryptAlgorithm', file.encryptAlgorithm),
    element('dataSequence', file.dataSequence),
    element('return_FileName', file.fileName),
    element('beianInfo', file.beianInfo),
    element('beianInfoHash', file.beianInfoHash)
  ]
}

function readFileInfos (file: XmlElement): FileInfos {
  return {
    hashAlgorithm: number(textOf(file, 'hashAlgorithm')) ?? 0,
    compressionFormat: number(textOf(file, 'compressionFormat')) ?? 0,
    encryptAlgorithm: number(textOf(file, 'encryptAlgorithm')) ?? 0,
    dataSequence: number(textOf(file, 'dataSequence')),
    fileName: textOf(file, 'return_FileName') ?? '',
    beianInfo: textOf(file, 'beianInfo') ?? '',
    beianInfoHash: textOf(file, 'beianInfoHash') ?? ''
  }
}

function missing (root: XmlElement): number[] {
  return children(root, 'dataSequences')
    .flatMap((list) => children(list, 'dataSequence'))
    .map(({ text }) => number(text))
    .filter((sequence) => sequence !== null)
}

function number (text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}
