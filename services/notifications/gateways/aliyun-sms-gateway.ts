import { randomBytes } from 'node:crypto'
import type { HttpClient } from '../../platform/http/http-client.ts'
import { AddressRefused, MessageRefused } from './refusals.ts'
import { signAcs3 } from './sign-acs3.ts'
import type { SmsGateway } from './sms-gateway.ts'
import type { AliyunSmsConfig } from './sms-gateway-config.ts'

type Answer = { Code?: string, BizId?: string }

/**
 * SMS by Alibaba Cloud: SendSms of dysmsapi, version 2017-05-25. The example of an adapter: other Chinese gateways ask for the same, a
 * number, a signature, the code of a text that they have approved, and its parameters. The number travels in the query, which is how
 * this API wants it: over HTTPS, and the one HTTP client logs no address.
 */
export function aliyunSmsGateway (config: AliyunSmsConfig, http: HttpClient): SmsGateway {
  const endpoint = new URL(config.endpoint)
  return {
    async send ({ messageId, template, language, to, parameters }) {
      const { query, headers } = signAcs3({
        host: endpoint.host,
        action: 'SendSms',
        version: '2017-05-25',
        query: {
          PhoneNumbers: to,
          SignName: config.signName,
          TemplateCode: codeFor(config, template, language),
          TemplateParam: JSON.stringify(parameters),
          OutId: messageId // comes back in reports of delivery, for POST /v1/message-bounces
        },
        accessKeyId: config.accessKeyId,
        accessKeySecret: config.accessKeySecret,
        date: new Date().toISOString().replace(/\.\d+Z$/, 'Z'), // compared with the real time
        nonce: randomBytes(16).toString('hex')
      })
      const { status, body } = await http.send({ url: `${endpoint.origin}/?${query}`, method: 'POST', headers })
      return read(status, body)
    },
    close: async () => await http.close()
  }
}

/** The start has seen that there is a Chinese one for whatever is sent. @throws MessageRefused */
function codeFor ({ templates }: AliyunSmsConfig, template: string, language: 'zh' | 'en'): string {
  const code = templates[language]?.[template] ?? templates.zh[template]
  if (code === undefined) throw new MessageRefused('no_template_code')
  return code
}

function read (status: number, body: Buffer): { providerId: string | null } {
  const { Code = `HTTP_${status}`, BizId = null } = parse(body)
  if (Code === 'OK') return { providerId: BizId }
  if (NUMBER_REFUSED.includes(Code)) throw new AddressRefused(Code)
  if (MESSAGE_REFUSED.includes(Code)) throw new MessageRefused(Code)
  throw Object.assign(new Error(`the SMS gateway does not take the message now: ${Code}`), { code: Code })
}

function parse (body: Buffer): Answer {
  try {
    return JSON.parse(body.toString('utf8')) as Answer
  } catch {
    return {}
  }
}

const NUMBER_REFUSED = ['isv.MOBILE_NUMBER_ILLEGAL']
/** What sending again cannot put right. A limit or an unpaid bill can be over tomorrow, so those are tried again. */
const MESSAGE_REFUSED = [
  'isv.SMS_TEMPLATE_ILLEGAL', 'isv.TEMPLATE_MISSING_PARAMETERS', 'isv.TEMPLATE_PARAMS_ILLEGAL', 'isv.INVALID_PARAMETERS', 'isv.INVALID_JSON_PARAM',
  'isv.BLACK_KEY_CONTROL_LIMIT', 'isv.PARAM_LENGTH_LIMIT', 'isv.PARAM_NOT_SUPPORT_URL'
]
