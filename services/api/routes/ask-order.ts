import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Actor, RequestType } from '../../../machines/order/order-events.ts'
import { applyOrderEvent } from '../../orders/apply-order-event.ts'
import { ask, askWithRules } from '../../orders/order-change.ts'
import { checkAgainstFilings } from '../../orders/type-check/check-against-filings.ts'
import { orderAnswers } from '../answer-order.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { accountSpokenFor } from '../identity/account-spoken-for.ts'
import type { Identity } from '../identity/identity.ts'
import { rolesFor } from '../identity/roles-for.ts'
import { CommandHeaders, LeaseToken, OrderParams, orderIdOf, Reason } from '../schemas/command-schemas.ts'
import { OrderRef } from '../schemas/refs.ts'
import { line } from '../schemas/text-schema.ts'

type Simple = Exclude<RequestType, 'save' | 'reject' | 'request_correction'>

const FOR_AN_ACCOUNT = 'An integrator that answers for the other account of a transfer or a migration names it as `accountId`; ' +
  'an order that is not shown to that account is not found.'

/** The requests that need no more than a reason; DESIGN.md 2.2 says what each does. */
const REQUESTS: Record<Simple, { summary: string, description: string }> = {
  submit: { summary: 'Submit for initial review', description: 'Blocked by open findings of severity `reject`; a reason answers those that a person raised.' },
  withdraw: { summary: 'Withdraw a submission', description: 'Back to `draft`; the content is kept.' },
  abandon: { summary: 'Abandon the order', description: 'Final. Frees the certificate number and the domain for another order.' },
  confirm: { summary: 'Confirm', description: 'In `sms_verification`: all persons have verified. In a confirmation state: agreed. ' + FOR_AN_ACCOUNT },
  decline: { summary: 'Decline a confirmation', description: 'Back to `draft`. ' + FOR_AN_ACCOUNT },
  resend: { summary: 'Send an unchanged order to the bureau again', description: 'After a return for want of SMS verification.' },
  pass: { summary: 'Pass the initial review', description: 'Needs the lease of the review task. Under four-eyes the first pass is kept and the order stays.' },
  undo: { summary: 'Take a review decision back', description: 'By the reviewer who decided, within the undo window of the policy.' },
  send_to_bureau: { summary: 'Hand over to the bureau', description: 'The rules are evaluated again. An order that no longer keeps them goes back for correction, one of what is filed meanwhile ends as `invalid`; both with 200.' }
}

export const askOrder: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  for (const type of Object.keys(REQUESTS) as Simple[]) {
    const path = type.replaceAll('_', '-')
    const schema = {
      operationId: `${path.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Order`,
      ...REQUESTS[type],
      tags: [type === 'pass' || type === 'undo' || type === 'send_to_bureau' ? 'decisions' : 'orders'],
      params: OrderParams,
      headers: CommandHeaders,
      body: bodyOf(type),
      response: { 200: OrderRef }
    }
    const config = { roles: rolesFor(type), refusals: [409, 410, 412, 422] }
    app.post(`/orders/:orderId/${path}`, { schema, config, preValidation: emptyBody }, async (request, reply) => {
      const { actor, options, send } = orderAnswers(request, reply, deps)
      const { reason, leaseToken, accountId: named } = request.body as { reason?: string, leaseToken?: string, accountId?: string }
      const accountId = accountSpokenFor(request.identity, named)
      const change = changeOf(type, { by: speaker(actor, request.identity, named), ...reason !== undefined && { reason } })
      const checked = checkAgainstFilings(deps, change, accountId ?? options.accountId)
      return await send(await applyOrderEvent(deps, orderIdOf(request), checked, {
        ...options,
        ...accountId !== undefined && { accountId },
        ...leaseToken !== undefined && { leaseToken: leaseToken.toLowerCase() }
      }))
    })
  }
}

const WithReason = Type.Object({ reason: Type.Optional(Reason) }, { additionalProperties: false, description: 'May be left out' })
const WithLease = Type.Object({
  leaseToken: Type.Optional(LeaseToken), reason: Type.Optional(Reason)
}, { additionalProperties: false })

const ForAnAccount = Type.Object({
  reason: Type.Optional(Reason),
  accountId: Type.Optional(line(128, 'For which account you speak: for integrators; an applicant\'s is in the token'))
}, { additionalProperties: false, description: 'May be left out' })

function bodyOf (type: Simple) {
  if (type === 'pass') return WithLease
  return type === 'confirm' || type === 'decline' ? ForAnAccount : WithReason
}

/** On record is the account that an integrator names; everybody else's follows from who they are. */
function speaker (actor: Actor, { accountId: own }: Identity, named: string | undefined): Actor {
  return own === null && named !== undefined ? { ...actor, accountId: named } : actor
}

function changeOf (type: Simple, asked: Parameters<typeof ask>[1]) {
  return type === 'submit' || type === 'resend' || type === 'send_to_bureau' ? askWithRules(type, asked) : ask(type, asked)
}
