import { readFileSync } from 'node:fs'
import type { OrderContent, TypeCheck } from '../../rules/order-content.ts'

type Example = TypeCheck & { content: OrderContent }

const EXAMPLE = readFileSync(new URL('../../rules/example-order.json', import.meta.url), 'utf8')
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** The example of the contract as the nth company would send it: its own certificate number and domain. */
export function exampleOrder (n: number): Example {
  const example = JSON.parse(EXAMPLE) as Example
  const certificateNumber = creditCode(n)
  const domain = `beian-example-${n}.cn`
  const { content } = example
  content.service!.domains![0] = { ...content.service!.domains![0], name: domain, holderCertificateNumber: certificateNumber }
  content.service!.homePageUrl = `www.${domain}`
  return { ...example, certificateNumber, service: { ...example.service, domain } }
}

/** A unified social credit code with its check character (GB 32100). */
function creditCode (n: number): string {
  const body = `91440300MA${String(n).padStart(7, '0')}`
  const sum = [...body].reduce((total, character, index) => total + ALPHABET.indexOf(character) * WEIGHTS[index]!, 0)
  return body + ALPHABET[(31 - sum % 31) % 31]
}
