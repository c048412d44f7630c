import { DomainError } from '../order/order-errors.ts'
import type { Text } from '../order/order-events.ts'
import { ENDPOINT_STATES, type EndpointState } from './endpoint-states.ts'

/** Every reason why an endpoint refuses a request, in the words that people read. */
export const ENDPOINT_REFUSALS = {
  already_enabled: { zh: '该端点未停用，无需启用', en: 'It is not disabled: there is nothing to enable' },
  already_disabled: { zh: '该端点已停用', en: 'It is disabled already' },
  not_sending: { zh: '该端点当前不投递，请先启用并完成接收方确认', en: 'It does not send now: enable it, and let its receiver consent, first' },
  too_many_secrets: {
    zh: '同时有效的签名密钥已达上限，请等待旧密钥失效，或以 overlapSeconds=0 轮换',
    en: 'As many secrets sign as may: wait until an old one expires, or rotate with overlapSeconds 0'
  }
} as const satisfies Record<string, Text>

export type EndpointRefusal = keyof typeof ENDPOINT_REFUSALS

/** A request that does not fit what the endpoint is doing. */
export class EndpointRefused extends DomainError {
  constructor (state: EndpointState, request: string, code: EndpointRefusal) {
    const message = ENDPOINT_REFUSALS[code]
    super('webhook_endpoint_state', `The endpoint is ${ENDPOINT_STATES[state].label.en.toLowerCase()} and does not accept ${request}. ${message.en}.`, {
      endpointState: state, request, endpointReasons: [{ code, message }]
    })
  }
}
