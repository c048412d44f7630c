import type { EndpointSettings } from '../../webhooks/endpoints/endpoint-settings.ts'
import type { Identity } from './identity.ts'
import { requestInvalid } from '../problems/request-error.ts'

const NOBODY_YET: Pick<EndpointSettings, 'personalData' | 'url'> = { personalData: false, url: '' }

/**
 * Persons are named to an account's own receiver, or where an admin answers for it. An integrator, who acts for every account, neither
 * opens an endpoint for them nor leads one that is open to another address. @throws RequestError request_invalid
 */
export function refusePersonalScope ({ role }: Identity, change: Partial<EndpointSettings>, before = NOBODY_YET): void {
  if (role !== 'integrator') return
  if (change.personalData === true && !before.personalData) {
    throw requestInvalid('personalData', 'NOT_FOR_YOUR_ROLE', {
      zh: '集成方不能开启个人信息推送，请由该账号的申请人或管理员设置', en: 'is not for integrators: an applicant of the account, or an admin, has to set it'
    })
  }
  if (before.personalData && change.personalData !== false && change.url !== undefined && change.url !== before.url) {
    throw requestInvalid('url', 'NOT_FOR_YOUR_ROLE', {
      zh: '该端点接收个人信息，集成方不能更改其地址，请由该账号的申请人或管理员更改，或同时关闭个人信息推送',
      en: 'leads to where persons are named: an applicant of the account, or an admin, has to change it; or set personalData to false as well'
    })
  }
}
