import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { encodeGbk } from './pipeline/gbk.ts'

/** Printable ASCII, used as its bytes. */
const CIPHER_KEY = '^([!-~]{16}|[!-~]{24}|[!-~]{32})$'

/** One account at one provincial bureau. An operator licensed in several provinces has several, each with its own numbers. */
export const bureauChannelConfigSchema = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9_-]{1,64}$', description: 'Our name of the channel' }),
  province: Type.String({ pattern: '^[a-z_]{1,64}$', description: 'Province code whose bureau this is' }),
  endpoint: Type.String({ pattern: '^https?://[^\\s/@?#]+(/[^\\s@?#]*)?$', description: 'Base address, without credentials' }),
  ispId: Type.String({ pattern: '^[1-9][0-9]{0,17}$', description: 'Id of the reporting unit (报备单位)' }),
  userName: Type.String({ minLength: 1, description: 'Account name given by the bureau, often the company name' }),
  password: Type.String({ minLength: 1 }),
  cipher: Type.Union([
    Type.Object({
      key: Type.String({ pattern: CIPHER_KEY }),
      iv: Type.String({ pattern: '^[!-~]{16}$' })
    }, { additionalProperties: false }),
    Type.Null()
  ], { default: null, description: 'AES key and offset, for downloads that come encrypted' }),
  encryptUploads: Type.Boolean({ default: false }),
  version: Type.Literal('V.3.0', { default: 'V.3.0' }),
  wsdlFile: Type.Optional(Type.String({ minLength: 1, description: "Path of the bureau's WSDL; without one, ours" })),
  // no source gives limits for answers; a client without any hung for ever
  uploadTimeoutMs: Type.Integer({ minimum: 1, maximum: 3_600_000, default: 120_000 }),
  answerTimeoutMs: Type.Integer({ minimum: 1, maximum: 3_600_000, default: 60_000 }),
  visibleAfterMs: Type.Integer({
    minimum: 0, maximum: 600_000, default: 30_000, description: 'How long an accepted upload may stay invisible to isp_querypreviousupload'
  })
}, { additionalProperties: false })

export type BureauChannelConfig = Static<typeof bureauChannelConfigSchema>

/** Every fault with its path; none repeats a value, because half of them are secrets. */
export class InvalidBureauChannels extends Error {
  readonly faults: string[]

  constructor (faults: string[]) {
    super(`the bureau channels are not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.name = 'InvalidBureauChannels'
    this.faults = faults
  }
}

/** Reads a JSON list of channels and fills in defaults. @throws InvalidBureauChannels */
export function readBureauChannels (json: string): BureauChannelConfig[] {
  const channels = parseList(json).map((channel) => Value.Default(bureauChannelConfigSchema, channel))
  const faults = channels.flatMap((channel, index) =>
    Value.Check(bureauChannelConfigSchema, channel) ? combinationFaults(channel, index) : schemaFaults(channel, index))
  const all = [...faults, ...repeatedIds(channels)]
  if (all.length > 0) throw new InvalidBureauChannels(all)
  return channels as BureauChannelConfig[]
}

function parseList (json: string): unknown[] {
  const value = parseJson(json)
  if (!Array.isArray(value)) throw new InvalidBureauChannels(['(all): must be a JSON list'])
  return value
}

/** The message of JSON.parse quotes its input, so it is not passed on. */
function parseJson (json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function schemaFaults (channel: unknown, index: number): string[] {
  const faults = Value.Errors(bureauChannelConfigSchema, channel)
    .map(({ instancePath, message }) => `${index}${instancePath.replaceAll('/', '.')}: ${message === 'schema is false' ? 'is not known' : message}`)
  return [...new Set(faults)]
}

function combinationFaults (channel: BureauChannelConfig, index: number): string[] {
  const faults: string[] = []
  if (channel.encryptUploads && channel.cipher === null) faults.push(`${index}.cipher: needed when encryptUploads is true`)
  if (!isGbk(channel.password)) faults.push(`${index}.password: holds a character that GBK cannot write`)
  return faults
}

/** Two channels of one name would share a sequence of numbers. */
function repeatedIds (channels: unknown[]): string[] {
  const ids = channels.map((channel) => channel !== null && typeof channel === 'object' && 'id' in channel ? channel.id : null)
  return ids.flatMap((id, index) => typeof id === 'string' && ids.indexOf(id) < index ? [`${index}.id: used twice`] : [])
}

function isGbk (text: string): boolean {
  try {
    return encodeGbk(text).length > 0
  } catch {
    return false
  }
}
