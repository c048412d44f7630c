import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { LANGUAGES } from '../message-templates.ts'
import { MESSAGE_TEMPLATES, NOTIFICATION_PLAN } from '../notification-plan.ts'

const Codes = Type.Record(Type.String(), Type.String({ minLength: 1 }))

export const AliyunSmsConfig = Type.Object({
  kind: Type.Literal('aliyun'),
  endpoint: Type.String({ pattern: '^https?://[^/]+/?$' }),
  accessKeyId: Type.String({ minLength: 1 }),
  accessKeySecret: Type.String({ minLength: 1 }),
  /** 短信签名, as approved. */
  signName: Type.String({ minLength: 1 }),
  /** Code of the approved text of each message. Without an English one the Chinese is sent. */
  templates: Type.Object({ zh: Codes, en: Type.Optional(Codes) }, { additionalProperties: false })
}, { additionalProperties: false })

export type AliyunSmsConfig = Static<typeof AliyunSmsConfig>

/** @throws Error with one message that lists every fault; it repeats no secret */
export function readSmsGatewayConfig (json: string): AliyunSmsConfig {
  let config: unknown
  try {
    config = JSON.parse(json)
  } catch {
    throw new Error('SMS_GATEWAY is not JSON: see docs/notifications.md')
  }
  const faults = Value.Errors(AliyunSmsConfig, config).map(({ instancePath, message }) => `${instancePath.slice(1).replaceAll('/', '.') || 'SMS_GATEWAY'} ${message}`)
  if (faults.length === 0) faults.push(...missingCodes(config as AliyunSmsConfig))
  if (faults.length > 0) throw new Error(`SMS_GATEWAY is not right:\n  ${faults.join('\n  ')}`)
  return config as AliyunSmsConfig
}

/** A message whose text was never approved would only be missed on the day on which it is due. */
function missingCodes ({ templates }: AliyunSmsConfig): string[] {
  const missing = SENT_BY_SMS.filter((template) => templates.zh[template] === undefined)
  const unknown = LANGUAGES.flatMap((language) => Object.keys(templates[language] ?? {}).filter((name) => !(name in NOTIFICATION_PLAN)).map((name) => `${language}.${name}`))
  return [
    ...missing.map((template) => `templates.zh.${template} is missing: the code of its approved text`),
    ...unknown.map((name) => `templates.${name} is the name of no message`)
  ]
}

export const SENT_BY_SMS = MESSAGE_TEMPLATES.filter((template) =>
  Object.values(NOTIFICATION_PLAN[template].to).some((channels) => channels.includes('sms')))
