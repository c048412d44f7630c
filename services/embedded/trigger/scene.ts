import { setTimeout as delay } from 'node:timers/promises'
import type { OrderState } from '../../../machines/order/order-states.ts'
import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import type { OrderView } from '../../orders/order-view.ts'
import type { FoundBeian } from '../find-running.ts'
import type { Applicant } from '../people/applicant.ts'
import type { NewOrder } from '../people/company.ts'
import { meetPeople, type People } from '../people/meet-people.ts'
import { untilState } from '../people/until-state.ts'
import { offerOrder } from '../seed/offer-order.ts'

/** What has to be there for an event to happen: people, and a company that nobody has heard of. */
export type Scene = {
  people: People
  policy: OrderPolicy
  account: string
  applicant: Applicant
  /** Complete and right, and not placed yet. */
  order: NewOrder
  domain: string
  /** Says what is done next. */
  tell (words: string): void
  until (order: { id: string }, state: OrderState): Promise<OrderView>
  /** Tries until it can be done: whoever waits for the bureau does not know when it has come that far. */
  asSoonAsPossible (what: () => Promise<void>): Promise<void>
}

export type SceneOptions = {
  /** Of the company; one of its own when left out, so that no limit of an account is in the way. */
  account?: string
  say: (line: string) => void
}

const PATIENCE_MS = 180_000
const LOOK_EVERY_MS = 250

export async function setScene (beian: FoundBeian, { account, say }: SceneOptions): Promise<Scene> {
  const people = await meetPeople(beian)
  const { company, order } = await findNewCompany(people, beian.policy)
  const ofAccount = account ?? `trigger-${company}`
  const applicant = await people.applicant('zhang', ofAccount)
  return {
    people,
    policy: beian.policy,
    account: ofAccount,
    applicant,
    order,
    domain: order.service.domain ?? '',
    tell: say,
    until: async ({ id }, state) => await untilState(async () => await applicant.read(id), state, PATIENCE_MS),
    asSoonAsPossible
  }
}

/** Apart from those of the seed, the demo and the trickle; so many that two who trigger at once hardly meet. */
const [FIRST_COMPANY, COMPANIES] = [100_000, 900_000]

async function findNewCompany ({ admin }: People, policy: OrderPolicy): Promise<{ company: number, order: NewOrder }> {
  for (;;) {
    const company = FIRST_COMPANY + Math.floor(Math.random() * COMPANIES)
    const order = offerOrder(company, policy)
    const { data } = await admin<{ data: unknown[] }>(`/v1/orders?q=${encodeURIComponent(order.content.subject!.name!)}`)
    if (data.length === 0) return { company, order }
  }
}

async function asSoonAsPossible (what: () => Promise<void>): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await what()
    } catch (error) {
      if (performance.now() > giveUpAt) throw error
      await delay(LOOK_EVERY_MS)
    }
  }
}
