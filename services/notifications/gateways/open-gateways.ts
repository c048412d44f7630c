import type { Kysely } from 'kysely'
import { createHttpClient } from '../../platform/http/http-client.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { NotificationsDatabase } from '../notification-tables.ts'
import { aliyunSmsGateway } from './aliyun-sms-gateway.ts'
import { captureGateway } from './capture-gateway.ts'
import type { MailGateway } from './mail-gateway.ts'
import type { SmsGateway } from './sms-gateway.ts'
import { readSmsGatewayConfig } from './sms-gateway-config.ts'
import { smtpGateway } from './smtp-gateway.ts'

type Deps = { db: Kysely<NotificationsDatabase>, sealing: Sealing, now: () => Date }
export type GatewayConfig = Readonly<{ SMTP_URL?: string, MAIL_FROM: string, SMS_GATEWAY?: string }>

/** As the environment says; what it does not name is captured. @throws Error that lists what is wrong with the configuration */
export function openGateways (
  deps: Deps, { SMTP_URL: url, MAIL_FROM: from, SMS_GATEWAY: sms }: GatewayConfig
): { mail: MailGateway, sms: SmsGateway } {
  return {
    mail: url === undefined ? captureGateway(deps, 'mail') : smtpGateway({ url, from }),
    sms: sms === undefined ? captureGateway(deps, 'sms') : openSmsGateway(sms)
  }
}

/** By a client that reaches this one origin, which the operator has named, and no other. */
function openSmsGateway (json: string): SmsGateway {
  const config = readSmsGatewayConfig(json)
  return aliyunSmsGateway(config, createHttpClient({ only: [new URL(config.endpoint).origin] }))
}

/** Whether anything is captured, so that there is something to be shown. */
export function isCapturing ({ SMTP_URL: url, SMS_GATEWAY: sms }: Pick<GatewayConfig, 'SMTP_URL' | 'SMS_GATEWAY'>): boolean {
  return url === undefined || sms === undefined
}
