import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import { inventOrder, type NewOrder } from '../people/company.ts'

/** The order of the nth company for what this provider files: a website, or else the first kind that its policy offers. */
export function offerOrder (n: number, { serviceKinds }: OrderPolicy): NewOrder {
  const order = inventOrder(n)
  const kind = serviceKinds.includes('website') ? 'website' : serviceKinds[0]!
  if (kind === 'website') return order
  const { content: { service = {}, ...content }, service: { domain } } = order
  const { homePageUrl, domains, ...described } = service
  const app = { platforms: ['harmony' as const], androidPackage: domain!.split('.').reverse().join('.') }
  return { ...order, service: { kind, appName: service.name! }, content: { ...content, service: kind === 'app' ? { ...described, app } : described } }
}
