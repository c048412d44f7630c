import type { Wsdl } from './wsdl.ts'
import { child, element, readXml, UnreadableXml, writeXml, type XmlElement } from './xml.ts'

/** The operations of /ISPWebService/upDownLoad with their parameters in order. Source: interface specification V3.0. */
export const OPERATIONS = {
  isp_upload: ['ispId', 'userName', 'randVal', 'pwdHash', 'beianInfo', 'beianInfoHash', 'dataSequence',
    'encryptAlgorithm', 'hashAlgorithm', 'compressionFormat'],
  isp_download: ['ispId', 'userName', 'randVal', 'pwdHash', 'hashAlgorithm'],
  isp_downloadack: ['ispId', 'userName', 'randVal', 'pwdHash', 'hashAlgorithm', 'fileName'],
  isp_querypreviousupload: ['ispId', 'userName', 'randVal', 'pwdHash', 'hashAlgorithm']
} as const satisfies Record<string, readonly string[]>

export type Operation = keyof typeof OPERATIONS

/** What a WSDL says; the namespace alone is enough where the usual spelling holds. */
export type SoapContract = Pick<Wsdl, 'namespace'> & Partial<Wsdl>

export type SoapRequest = {
  operation: string
  /** By the names of `OPERATIONS`: `ispID` and `ispId` are both found as `ispId`. */
  params: Record<string, string>
  /** The names as they were sent, in order, for a server that wants to be strict. */
  names: string[]
}

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/'

/** `reason` is the other side's wording: it may repeat what we sent, so it is kept out of the message and of logs. */
export class SoapFault extends Error {
  readonly faultCode: string | null
  readonly #reason: string | null

  constructor (faultCode: string | null, reason: string | null) {
    super('the answer is a SOAP fault')
    this.name = 'SoapFault'
    this.faultCode = faultCode
    this.#reason = reason
  }

  get reason (): string | null {
    return this.#reason
  }
}

export function writeRequest (operation: Operation, params: Record<string, string | number>, contract: SoapContract): string {
  const spelled = contract.operations?.[operation]?.parameters ?? usualSpelling(operation)
  const prefix = contract.qualified === true ? 'isp:' : ''
  return writeEnvelope(operation, spelled.map((name) => {
    const known = OPERATIONS[operation].find((parameter) => parameter.toLowerCase() === name.toLowerCase())
    if (known === undefined) throw new Error(`the WSDL gives ${operation} a parameter that we do not know: ${name}`)
    return element(prefix + name, params[known])
  }), contract.namespace)
}

/** @throws UnreadableXml */
export function readRequest (body: string): SoapRequest {
  const request = readBody(body)
  const params = request.children.map(({ name, text }) => [name.toLowerCase() === 'ispid' ? 'ispId' : name, text])
  return { operation: request.name, params: Object.fromEntries(params), names: request.children.map(({ name }) => name) }
}

export function writeResponse (operation: string, returnXml: string, { namespace }: SoapContract): string {
  return writeEnvelope(`${operation}Response`, [element('return', returnXml)], namespace)
}

export function writeFault (faultCode: string, reason: string): string {
  return writeBody(element('soapenv:Fault', [element('faultcode', faultCode), element('faultstring', reason)]))
}

/** The `<return>` document, whether it came as text, in CDATA or as nested XML. @throws SoapFault, UnreadableXml */
export function readResponse (body: string): string {
  const response = readBody(body)
  if (response.name === 'Fault') throw new SoapFault(textOfFault(response, 'faultcode'), textOfFault(response, 'faultstring'))
  const result = child(response, 'return') ?? response.children[0]
  if (result === undefined) throw new UnreadableXml('the response holds no return document')
  if (result.children.length > 0) return writeXml(child(result, 'return') ?? { ...result, name: 'return' }, { encoding: null })
  if (result.text === '') throw new UnreadableXml('the return document is empty')
  return result.text
}

/** On paper it is `ispId`; live, every operation but one wants `ispID`. Seen in one real client. */
function usualSpelling (operation: Operation): string[] {
  const live = operation === 'isp_querypreviousupload' ? 'ispId' : 'ispID'
  return OPERATIONS[operation].map((name) => name === 'ispId' ? live : name)
}

function writeEnvelope (name: string, content: XmlElement[], namespace: string): string {
  return writeBody(element(`isp:${name}`, content, { 'xmlns:isp': namespace }))
}

function writeBody (content: XmlElement): string {
  return writeXml(element('soapenv:Envelope', [element('soapenv:Body', [content])], { 'xmlns:soapenv': ENVELOPE }),
    { encoding: 'UTF-8' })
}

function readBody (body: string): XmlElement {
  const envelope = readXml(body)
  const content = child(envelope, 'Body')?.children[0]
  if (envelope.name !== 'Envelope' || content === undefined) throw new UnreadableXml('not a SOAP message')
  return content
}

/** SOAP 1.1 writes faultcode and faultstring; SOAP 1.2 Code/Value and Reason/Text. */
function textOfFault (fault: XmlElement, name: 'faultcode' | 'faultstring'): string | null {
  const path = name === 'faultcode' ? ['Code', 'Value'] : ['Reason', 'Text']
  return child(fault, name)?.text ?? child(fault, ...path)?.text ?? null
}
