import type { Text } from '../order/order-events.ts'

/** Every state of a webhook endpoint. Where it does not send, its events are held. */
export const ENDPOINT_STATES = {
  verifying: { label: { zh: '待接收方确认', en: 'Waiting for its consent' }, sends: false },
  active: { label: { zh: '正常', en: 'Active' }, sends: true },
  failing: { label: { zh: '投递失败中', en: 'Failing' }, sends: true },
  disabled: { label: { zh: '已停用', en: 'Disabled' }, sends: false }
} as const satisfies Record<string, { label: Text, sends: boolean }>

export type EndpointState = keyof typeof ENDPOINT_STATES

/** Whether events go out at once. */
export function sends (state: EndpointState): boolean {
  return ENDPOINT_STATES[state].sends
}
