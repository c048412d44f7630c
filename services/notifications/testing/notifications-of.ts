import type { Kysely } from 'kysely'
import { pino } from 'pino'
import type { OrdersDeps } from '../../orders/orders-deps.ts'
import { captureGateway } from '../gateways/capture-gateway.ts'
import type { NotificationsDatabase } from '../notification-tables.ts'
import type { SendingDeps } from '../notifications-deps.ts'
import { loadTemplates, type Templates } from '../rendering/load-templates.ts'

let templates: Templates | undefined

/** The notifications library beside orders that a test has started; mail and SMS are captured unless it says otherwise. */
export function notificationsOf (orders: Pick<OrdersDeps, 'sealing' | 'now' | 'wakeRelay'> & { db: unknown }, more: Partial<SendingDeps> = {}): SendingDeps {
  const { sealing, now } = orders
  const db = orders.db as Kysely<NotificationsDatabase>
  templates ??= loadTemplates()
  return {
    db,
    sealing,
    now,
    templates,
    staffMail: {},
    wakeRelay: () => orders.wakeRelay(),
    log: pino({ level: 'silent' }),
    mail: captureGateway({ db, sealing, now }, 'mail'),
    sms: captureGateway({ db, sealing, now }, 'sms'),
    ...more
  }
}
