import { readFileSync } from 'node:fs'
import { child, children, readXml, UnreadableXml, type XmlElement } from './xml.ts'

export type WsdlOperation = { parameters: string[], soapAction: string }

/** The part of a WSDL that differs between bureaus: target namespace, spelling and order of the parameters. */
export type Wsdl = {
  namespace: string
  /** Whether parameters carry the namespace too (elementFormDefault="qualified"). */
  qualified: boolean
  operations: Record<string, WsdlOperation>
}

const DEFAULT_FILE = new URL('../wsdl/up-down-load.wsdl', import.meta.url)

/** As text, for whoever serves it. No bureau's WSDL is public: this one is ours, with the spelling seen in a real client. */
export function defaultWsdlText (): string {
  return readFileSync(DEFAULT_FILE, 'utf8')
}

export function defaultWsdl (): Wsdl {
  return readWsdl(defaultWsdlText())
}

/** Reads document style (parameters in the schema) and rpc style (parameters as message parts). @throws UnreadableXml */
export function readWsdl (xml: string): Wsdl {
  const definitions = readXml(xml)
  const namespace = definitions.attributes['targetNamespace']
  if (definitions.name !== 'definitions' || namespace === undefined) throw new UnreadableXml('not a WSDL file')
  const schemas = children(child(definitions, 'types'), 'schema')
  const operations = children(child(definitions, 'portType'), 'operation').map((operation): [string, WsdlOperation] => {
    const name = operation.attributes['name'] ?? ''
    return [name, { parameters: parameters(definitions, schemas, operation), soapAction: soapAction(definitions, name) }]
  })
  return {
    namespace,
    qualified: schemas.some((schema) => schema.attributes['elementFormDefault'] === 'qualified'),
    operations: Object.fromEntries(operations)
  }
}

function parameters (definitions: XmlElement, schemas: XmlElement[], operation: XmlElement): string[] {
  const messageName = localName(child(operation, 'input')?.attributes['message'])
  const parts = children(named(children(definitions, 'message'), messageName), 'part')
  const wrapper = parts[0]?.attributes['element']
  if (wrapper === undefined) return parts.map((part) => part.attributes['name'] ?? '')
  return wrappedParameters(schemas, localName(wrapper))
}

function wrappedParameters (schemas: XmlElement[], name: string): string[] {
  const elements = schemas.flatMap((schema) => children(schema, 'element'))
  const types = schemas.flatMap((schema) => children(schema, 'complexType'))
  const wrapper = named(elements, name)
  const type = child(wrapper, 'complexType') ?? named(types, localName(wrapper?.attributes['type']))
  return children(child(type, 'sequence'), 'element').map((parameter) =>
    parameter.attributes['name'] ?? localName(parameter.attributes['ref']))
}

function soapAction (definitions: XmlElement, name: string): string {
  const bound = children(definitions, 'binding').flatMap((binding) => children(binding, 'operation'))
  // the inner element of the same name belongs to the SOAP binding; prefixes are gone when we read
  return child(named(bound, name), 'operation')?.attributes['soapAction'] ?? ''
}

function named (elements: XmlElement[], name: string): XmlElement | undefined {
  return elements.find((candidate) => candidate.attributes['name'] === name)
}

function localName (qualifiedName: string | undefined): string {
  return (qualifiedName ?? '').replace(/^.*:/, '')
}
