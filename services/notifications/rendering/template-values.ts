import type { OutsideChannel } from '../message-templates.ts'

/** What a template may use. Where a message has no such thing the text is empty: a template asks with `{% if %}`. */
export type TemplateValues = {
  orderType: string
  orderNumber: string
  /** The account that the order is of. */
  account: string
  /** Or the name of the app. */
  domain: string
  /** In Beijing time. */
  deadline: string
  findings: Array<{ field: string, message: string, suggestion: string }>
  /** Of a webhook endpoint. */
  url: string
  /** Masked: the one that a message did not reach, and by which channel. */
  address: string
  channel: OutsideChannel | ''
}

export const NO_VALUES: TemplateValues = {
  orderType: '', orderNumber: '', account: '', domain: '', deadline: '', findings: [], url: '', address: '', channel: ''
}

/** For previews and for the check at the start. */
export const EXAMPLE_VALUES: Record<'zh' | 'en', TemplateValues> = {
  zh: {
    orderType: '首次备案',
    orderNumber: 'BA2026112100000017',
    account: 'acme',
    domain: 'example.cn',
    deadline: '2026-11-22 09:00',
    findings: [{ field: 'service.name', message: '网站名称过于宽泛', suggestion: '请使用与主办单位相关的名称' }],
    url: 'https://hooks.example.com/beian',
    address: '138****8000',
    channel: 'sms'
  },
  en: {
    orderType: 'First filing',
    orderNumber: 'BA2026112100000017',
    account: 'acme',
    domain: 'example.cn',
    deadline: '2026-11-22 09:00',
    findings: [{ field: 'service.name', message: 'the name is too general', suggestion: 'choose one that goes with the organiser' }],
    url: 'https://hooks.example.com/beian',
    address: '138****8000',
    channel: 'sms'
  }
}

export const TEMPLATE_VARIABLES = Object.keys(NO_VALUES)
