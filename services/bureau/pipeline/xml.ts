import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { NotEncodable } from './gbk.ts'

/** One shape for what is read and what is written. Every value is text: the bureau's ids have 64 bits. */
export type XmlElement = {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  text: string
}

type Content = string | number | null | undefined | XmlElement[]

export class UnreadableXml extends Error {
  override readonly name = 'UnreadableXml'
}

export function element (name: string, content: Content, attributes: Record<string, string> = {}): XmlElement {
  if (Array.isArray(content)) return { name, attributes, children: content, text: '' }
  return { name, attributes, children: [], text: String(content ?? '') }
}

/** Without white space between elements. Empty elements are left out: the bureau's schemas refuse them nearly everywhere. */
export function writeXml (root: XmlElement, { encoding }: { encoding: 'GBK' | 'UTF-8' | null }): string {
  const declaration = encoding === null ? '' : `<?xml version="1.0" encoding="${encoding}"?>`
  return declaration + (writeElement(root) || `<${root.name}/>`)
}

function writeElement ({ name, attributes, children, text }: XmlElement): string {
  const inner = children.map(writeElement).join('') + escape(text)
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`).join('')
  return inner === '' && pairs === '' ? '' : `<${name}${pairs}>${inner}</${name}>`
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' }

/** Not even an escape can bring these into an XML 1.0 document. */
// eslint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu

function escape (text: string): string {
  const refused = text.match(NOT_IN_XML)
  if (refused !== null) throw new NotEncodable([...new Set(refused)])
  return text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character)
}

/** Namespace prefixes are dropped; text is trimmed. @throws UnreadableXml */
export function readXml (xml: string): XmlElement {
  const prolog = xml.slice(0, Math.max(0, xml.search(/<[\p{L}_]/u)))
  if (/<!doctype/i.test(prolog)) throw new UnreadableXml('a document type definition is not accepted')
  const source = xml.replace(/^[\ufeff\s]+/, '')
  const roots = parse(source).map(toElement).filter((root) => root !== null)
  if (roots.length !== 1 || roots[0] === undefined) throw new UnreadableXml('not one root element')
  return roots[0]
}

export function children (parent: XmlElement | undefined, name: string): XmlElement[] {
  return parent === undefined ? [] : parent.children.filter((inner) => inner.name === name)
}

/** The first element at the end of the path, so that single and repeated elements are read alike. */
export function child (parent: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => children(at, name)[0], parent)
}

export function textOf (parent: XmlElement | undefined, ...path: string[]): string | null {
  return child(parent, ...path)?.text || null
}

type ParsedNode = Record<string, unknown>

// one parser for the process: it keeps no state between documents
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // ours: it knows no other entities than the five of XML and numbers, so nothing can be defined or multiply
  entityDecoder: {
    setExternalEntities () {}, addInputEntities () {}, reset () {}, setXmlVersion () {}, decode: decodeEntities
  }
})

function parse (source: string): ParsedNode[] {
  if (XMLValidator.validate(source) !== true) throw new UnreadableXml('not well-formed XML')
  try {
    return parser.parse(source)
  } catch (cause) {
    throw new UnreadableXml('not readable as XML', { cause })
  }
}

function toElement (node: ParsedNode): XmlElement | null {
  const name = Object.keys(node).find((key) => key !== ':@')
  const nodes = name === undefined ? undefined : node[name]
  if (name === undefined || !Array.isArray(nodes)) return null
  return {
    name,
    attributes: (node[':@'] ?? {}) as Record<string, string>,
    children: nodes.map(toElement).filter((inner) => inner !== null),
    text: nodes.map((inner: ParsedNode) => inner['#text'] ?? '').join('')
  }
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities (text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const code = hex === undefined ? parseInt(decimal, 10) : parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
