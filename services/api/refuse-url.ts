import type { Text } from '../../machines/order/order-events.ts'
import type { UrlFault } from '../platform/http/check-url.ts'
import { requestInvalid } from './problems/request-error.ts'

/** Whether requests may go to a URL: null when nothing speaks against it. Filled with the rules of the operator by main.ts. */
export type UrlCheck = (url: string) => UrlFault | null

/** Says at once what would be refused at every delivery. Where a name leads is seen only then. @throws RequestError request_invalid */
export function refuseUrl (checkUrl: UrlCheck, url: string | undefined): void {
  const fault = url === undefined ? null : checkUrl(url)
  if (fault === null) return
  const message: Text = { zh: IN_CHINESE[fault.reason], en: fault.message }
  throw requestInvalid('url', fault.code === 'address_refused' ? 'ADDRESS_REFUSED' : 'URL_REFUSED', message)
}

const IN_CHINESE: Record<UrlFault['reason'], string> = {
  not_a_url: '请填写完整的地址，如 https://hooks.example.com/beian，且不含空格',
  scheme: '请使用 https，否则内容在传输中可被窃取或篡改',
  credentials: '地址中不得包含用户名和密码：请求均有签名，而地址会写入日志',
  fragment: '请去掉“#”及其后的内容，该部分不会被发送',
  host_name: '主机名须为公网可访问的完整域名，且末尾不带点号',
  address: '该 IP 地址无法从公网访问',
  port: '该端口属于其他服务，请使用 443，或未被其他服务占用的 1024 以上端口'
}
