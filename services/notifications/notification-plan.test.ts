import { readFileSync } from 'node:fs'
import t from 'tap'
import { orderMachine } from '../../machines/order/order-machine.ts'
import { ALWAYS_IN_SITE } from './message-kinds.ts'
import { MESSAGE_TEMPLATES, NOTIFICATION_PLAN } from './notification-plan.ts'
import { planTable } from './plan-table.ts'

type Told = { template: keyof typeof NOTIFICATION_PLAN, audience: string }

/** Every pair that the statechart says anywhere. */
function pairsOf (node: unknown): Told[] {
  if (typeof node !== 'object' || node === null) return []
  const { type, params } = node as { type?: unknown, params?: Told }
  return [...type === 'notify' && params ? [params] : [], ...Object.values(node).flatMap(pairsOf)]
}

t.test('whatever the statechart tells an audience has its row, and no row of an order tells whom the statechart does not', async (t) => {
  const told = new Set(pairsOf(orderMachine.config).map(({ template, audience }) => `${template} ${audience}`))
  t.ok(told.size > 40)
  const planned = MESSAGE_TEMPLATES.filter((template) => template.startsWith('order_'))
    .flatMap((template) => Object.keys(NOTIFICATION_PLAN[template].to).map((audience) => `${template} ${audience}`))
  t.strictSame([...told].sort(), planned.sort())
})

t.test('in-site is the record: every row has it; what may never be switched off is what has to be answered or known', async (t) => {
  for (const template of MESSAGE_TEMPLATES) {
    for (const [audience, channels] of Object.entries(NOTIFICATION_PLAN[template].to)) t.equal(channels[0], 'in_site', `${template} ${audience}`)
  }
  const fixed = (template: keyof typeof NOTIFICATION_PLAN) => ALWAYS_IN_SITE.includes(NOTIFICATION_PLAN[template].kind)
  t.ok((['order_initial_rejected', 'order_bureau_rejected', 'order_correction_requested', 'order_sms_required', 'order_expired', 'service_claimed_away'] as const).every(fixed))
  t.notOk(fixed('order_submitted'))
})

t.test('the page about notifications shows the plan as it is', async (t) => {
  const page = readFileSync(new URL('../../docs/notifications.md', import.meta.url), 'utf8')
  t.ok(page.includes(planTable()), 'or else put this into docs/notifications.md:\n' + planTable())
})
