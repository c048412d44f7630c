import { Type } from 'typebox'
import type { OrderEffect } from '../../../machines/order/order-effects.ts'
import type { StoredEvent } from '../../orders/history/recorded-event.ts'
import { FindingSchema } from './finding-schema.ts'
import { nullable } from '../../platform/nullable.ts'
import { ORDER_HEAD, OrderStateSchema } from './order-schema.ts'
import { HistoryRowRef } from './refs.ts'
import { MomentSchema, TextSchema } from './text-schema.ts'

/** As a record, so that none can be forgotten. */
const KINDS: Record<OrderEffect['type'], true> = {
  upload_to_bureau: true, hand_over: true, notify: true, change_registry: true, erase_content: true
}

/** What a field can hold, in JSON; null is a field that was not there. */
const ValueSchema = Type.Union([
  Type.String(), Type.Number(), Type.Boolean(), Type.Null(),
  Type.Array(Type.Union([Type.String(), Type.Number()])),
  Type.Object({}, { additionalProperties: false, description: 'An object without a field' })
])

/** Said wherever a history is read. */
export const TO_THE_OTHER_ACCOUNT = 'The other account of a transfer or a migration is told what asks it, what happens while it may see the order, ' +
  'and what ends that, so versions are missing; of what others did it sees neither who, nor their words, nor their edits.'

export const HistoryRowSchema = Type.Object({
  version: Type.Integer({ description: '1..n, without a gap; the other account of a transfer or a migration is not told every step' }),
  at: MomentSchema,
  actor: nullable(Type.String({ description: 'Who asked; null for the system and the bureau, and for others than its own people where the other account reads' })),
  role: Type.String(),
  accountId: nullable(Type.String({ description: 'For which account an integrator said that it speaks' })),
  event: Type.String({ examples: ['submit'] }),
  from: nullable(OrderStateSchema),
  to: OrderStateSchema,
  reason: nullable(Type.String()),
  findings: Type.Array(FindingSchema, { description: 'What this event objected to' }),
  attempt: Type.Integer(),
  changes: Type.Array(Type.Object({
    field: Type.String(), before: ValueSchema, after: ValueSchema
  }, { additionalProperties: false })),
  ignored: Type.Boolean({ description: 'A fact that came too late, or twice, and changed nothing' }),
  requestId: nullable(Type.String({ description: 'Of the request that did it; in the logs too' })),
  causeId: nullable(Type.String({ description: 'What a fact came from: the submission that was answered, or what a file of the bureau said' })),
  summary: TextSchema,
  effects: Type.Array(Type.Object({
    kind: Type.Enum(Object.keys(KINDS) as Array<OrderEffect['type']>),
    template: nullable(Type.String({ description: 'Which message', examples: ['order_submitted'] })),
    audience: nullable(Type.String({ description: 'To whom', examples: ['applicant'] })),
    attempt: nullable(Type.Integer({ description: 'Which upload' })),
    change: nullable(Type.String({ description: 'What happens to the register', examples: ['service_added'] })),
    status: Type.Enum(['pending', 'queued', 'done', 'failed']),
    doneAt: nullable(MomentSchema),
    note: nullable(Type.String({ description: 'Why it failed: the code of the refusal', examples: ['order_not_found'] }))
  }, { additionalProperties: false, description: 'What this step asked of the world, and what became of it' }))
}, { $id: 'HistoryRow', additionalProperties: false, description: 'One step in the life of an order' })

const EventSchema = Type.Unsafe<StoredEvent>(Type.Object({
  type: Type.String({ description: '`create`, a request, a fact, or `timer`' }),
  at: MomentSchema
}, { additionalProperties: true, description: 'An event as the statechart took it: codes, field paths, hashes and ids of who asked, no words and no content' }))

export const HistoryExportSchema = Type.Object({
  order: Type.Object({ ...ORDER_HEAD, createdAt: MomentSchema, updatedAt: MomentSchema }, { additionalProperties: false }),
  machine: Type.Object({
    id: Type.String(), version: Type.Integer()
  }, { additionalProperties: false, description: 'The statechart that reads it: see /v1/meta/machine' }),
  rows: Type.Array(HistoryRowRef),
  replay: Type.Optional(Type.Array(EventSchema, { description: 'For admins: taken one after the other, these give the order as it is' }))
}, { additionalProperties: false, description: 'The history of an order in one file' })
