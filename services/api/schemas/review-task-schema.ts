import { Type } from 'typebox'
import { nullable } from '../../platform/nullable.ts'
import { OrderStateSchema, OrderTypeSchema } from './order-schema.ts'
import { MomentSchema } from './text-schema.ts'

const TASK = {
  id: Type.String({ format: 'uuid' }),
  orderId: Type.String({ format: 'uuid' }),
  orderNumber: Type.String(),
  round: Type.Integer(),
  state: Type.Enum(['waiting', 'claimed', 'closed']),
  province: Type.String(),
  orderType: OrderTypeSchema,
  orderState: OrderStateSchema,
  subjectName: nullable(Type.String({ description: 'Of organisations only' })),
  openedAt: MomentSchema,
  dueAt: Type.String({
    format: 'date-time', description: 'In working days; in a year whose holidays the State Council has not announced yet, a forecast'
  }),
  assignee: nullable(Type.String()),
  leaseExpiresAt: nullable(MomentSchema)
}

export const ReviewTaskSchema = Type.Object(TASK, { $id: 'ReviewTask', additionalProperties: false, description: 'An order that waits for its initial review' })

export const LeaseSchema = Type.Object({
  ...TASK,
  leaseToken: Type.String({ format: 'uuid', description: 'Send it with the decision; whoever holds it decides' })
}, { $id: 'Lease', additionalProperties: false, description: 'A review task that is yours until the lease expires' })
