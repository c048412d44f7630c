import type { XmlElement } from '../../bureau/pipeline/xml.ts'

/** What an element of an upload may hold: text of a length, a whole number within bounds, or other elements. */
export type Shape =
  | { kind: 'text', min: number, max: number }
  | { kind: 'number', min: bigint, max: bigint }
  | { kind: 'parts', parts: Part[], ordered: boolean }

export type Part = { name: string, min: number, max: number, shape: Shape }

export const text = (min: number, max: number): Shape => ({ kind: 'text', min, max })
export const whole = (min: bigint, max: bigint): Shape => ({ kind: 'number', min, max })
export const inOrder = (...parts: Part[]): Shape => ({ kind: 'parts', parts, ordered: true })
export const anyOrder = (...parts: Part[]): Shape => ({ kind: 'parts', parts, ordered: false })

export const one = (name: string, shape: Shape): Part => ({ name, min: 1, max: 1, shape })
export const maybe = (name: string, shape: Shape): Part => ({ name, min: 0, max: 1, shape })
export const many = (name: string, shape: Shape, max = Infinity): Part => ({ name, min: 1, max, shape })
export const any = (name: string, shape: Shape): Part => ({ name, min: 0, max: Infinity, shape })

/** The path of the first element that does not fit, or null. A bureau tells no path (code 5001): it is for the journal. */
export function misfit (element: XmlElement, shape: Shape, path: string = element.name): string | null {
  if (shape.kind === 'parts') return misfitOfParts(element, shape.parts, shape.ordered, path)
  if (element.children.length > 0) return path
  return shape.kind === 'text' ? misfitOfText(element, shape, path) : misfitOfNumber(element, shape, path)
}

function misfitOfText ({ text }: XmlElement, { min, max }: { min: number, max: number }, path: string): string | null {
  const length = [...text].length
  return length < min || length > max ? path : null
}

function misfitOfNumber ({ text }: XmlElement, { min, max }: { min: bigint, max: bigint }, path: string): string | null {
  if (!/^[+-]?\d{1,19}$/.test(text)) return path
  const value = BigInt(text)
  return value < min || value > max ? path : null
}

function misfitOfParts (element: XmlElement, parts: Part[], ordered: boolean, path: string): string | null {
  const names = element.children.map((child) => child.name)
  const stranger = names.find((name) => !parts.some((part) => part.name === name))
  if (stranger !== undefined) return `${path}/${stranger}`
  for (const part of parts) {
    const count = names.filter((name) => name === part.name).length
    if (count < part.min || count > part.max) return `${path}/${part.name}`
  }
  if (ordered && !followsOrder(names, parts)) return path
  for (const child of element.children) {
    const part = parts.find(({ name }) => name === child.name)
    const found = part && misfit(child, part.shape, `${path}/${child.name}`)
    if (found) return found
  }
  return null
}

function followsOrder (names: string[], parts: Part[]): boolean {
  const places = names.map((name) => parts.findIndex((part) => part.name === name))
  return places.every((place, at) => at === 0 || place >= (places[at - 1] ?? 0))
}
