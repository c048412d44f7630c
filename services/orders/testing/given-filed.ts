import type { OrdersDeps } from '../orders-deps.ts'
import { givenOrdersIn } from './given-orders-in.ts'
import { reachStates } from './reach-states.ts'

/** Of each company its example, or another domain, filed in an account: what orders need that are about something filed. */
export async function givenFiled (orders: OrdersDeps, filings: Array<{ n: number, account: string, domain?: string }>): Promise<void> {
  const birth = {
    orderType: 'first_filing' as const,
    province: 'guangdong',
    createdAt: orders.now().toISOString(),
    policy: orders.policy,
    contentHash: '',
    findings: []
  }
  const completed = reachStates(birth).get('completed')!
  await givenOrdersIn(orders, filings.map(({ n, ...filing }) => {
    const subjectNumber = `粤ICP备${n}号`
    const context = { ...completed.context, filing: { subjectNumber, serviceNumbers: [`${subjectNumber}-1`], bureauIds: {} } }
    return { n, ...filing, order: { ...completed, context } }
  }))
}
