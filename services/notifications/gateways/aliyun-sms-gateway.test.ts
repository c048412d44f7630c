import { createServer } from 'node:http'
import t, { type Test } from 'tap'
import { createHttpClient } from '../../platform/http/http-client.ts'
import { aliyunSmsGateway } from './aliyun-sms-gateway.ts'
import { signAcs3 } from './sign-acs3.ts'
import type { Sms } from './sms-gateway.ts'
import { readSmsGatewayConfig, SENT_BY_SMS, type AliyunSmsConfig } from './sms-gateway-config.ts'

const SMS: Sms = {
  messageId: '019a3c5e-0000-7000-8000-000000000000',
  orderId: null,
  template: 'order_submitted',
  language: 'zh',
  to: '13800138000',
  text: '首次备案订单BA1：订单已提交',
  parameters: { orderType: '首次备案', orderNumber: 'BA1' }
}
const CODES = Object.fromEntries(SENT_BY_SMS.map((template, index) => [template, `SMS_${index}`]))

/** Answers each request with the next answer; what was asked is in `asked`. */
async function startAliyun (t: Test, answers: Array<[number, string]>, templates: AliyunSmsConfig['templates'] = { zh: CODES }) {
  const asked: Array<{ url: URL, headers: Record<string, string> }> = []
  const server = createServer((request, response) => {
    asked.push({ url: new URL(request.url!, 'http://x'), headers: request.headers as Record<string, string> })
    const [status, body] = answers[asked.length - 1]!
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const gateway = aliyunSmsGateway({
    kind: 'aliyun', endpoint: origin, accessKeyId: 'id', accessKeySecret: 'secret', signName: '示例云', templates
  }, createHttpClient({ only: [origin] }))
  t.after(async () => {
    await gateway.close()
    await new Promise<void>((resolve) => { server.close(() => resolve()) })
  })
  return { gateway, asked, host: new URL(origin).host }
}

t.test('an SMS goes out by the code of its approved text, signed, with our id to be reported back', async (t) => {
  const { gateway, asked, host } = await startAliyun(t, [[200, '{"Code":"OK","BizId":"900","Message":"OK"}']])
  t.strictSame(await gateway.send(SMS), { providerId: '900' })
  const [{ url, headers }] = asked as [typeof asked[number]]
  const query = Object.fromEntries(url.searchParams)
  t.strictSame(query, {
    OutId: SMS.messageId, PhoneNumbers: '13800138000', SignName: '示例云', TemplateCode: CODES.order_submitted!, TemplateParam: '{"orderType":"首次备案","orderNumber":"BA1"}'
  })
  const again = signAcs3({
    host, action: 'SendSms', version: '2017-05-25', query, accessKeyId: 'id', accessKeySecret: 'secret', date: headers['x-acs-date']!, nonce: headers['x-acs-signature-nonce']!
  })
  t.equal(headers.authorization, again.headers.authorization)
  t.equal(url.search.slice(1), again.query, 'signed as it was sent')
  t.match(headers['x-acs-date'], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
})

t.test('a number that is none, a text that is refused, and all else that may pass are told apart', async (t) => {
  const { gateway } = await startAliyun(t, [
    [200, '{"Code":"isv.MOBILE_NUMBER_ILLEGAL"}'], [200, '{"Code":"isv.TEMPLATE_MISSING_PARAMETERS"}'],
    [200, '{"Code":"isv.BUSINESS_LIMIT_CONTROL"}'], [400, '{"Code":"SignatureDoesNotMatch"}'], [503, '<html>']
  ])
  await t.rejects(gateway.send(SMS), { message: /^the address was refused/ })
  await t.rejects(gateway.send(SMS), { message: /^the message was refused/ })
  for (const code of ['isv.BUSINESS_LIMIT_CONTROL', 'SignatureDoesNotMatch', 'HTTP_503']) await t.rejects(gateway.send(SMS), { message: /does not take the message now/, code })
})

t.test('in English it goes by the English text where one was approved, else by the Chinese', async (t) => {
  const { gateway, asked } = await startAliyun(t, Array(2).fill([200, '{"Code":"OK"}']), { zh: CODES, en: { order_submitted: 'SMS_EN' } })
  await gateway.send({ ...SMS, language: 'en' })
  await gateway.send({ ...SMS, language: 'en', template: 'order_idle' })
  t.strictSame(asked.map(({ url }) => url.searchParams.get('TemplateCode')), ['SMS_EN', CODES.order_idle])
})

t.test('a configuration without a code for each SMS, or with a slip in a name, stops the start and says all', async (t) => {
  const config = { kind: 'aliyun', endpoint: 'https://dysmsapi.aliyuncs.com', accessKeyId: 'id', accessKeySecret: 'very-secret', signName: '示例云', templates: { zh: CODES } }
  t.match(readSmsGatewayConfig(JSON.stringify(config)), { signName: '示例云' })
  const { order_idle: _, ...fewer } = CODES
  const wrong = JSON.stringify({ ...config, templates: { zh: fewer, en: { order_idel: 'SMS_1' } } })
  t.throws(() => readSmsGatewayConfig(wrong), /templates\.zh\.order_idle is missing[\s\S]*templates\.en\.order_idel is the name of no message/)
  t.throws(() => readSmsGatewayConfig(JSON.stringify({ ...config, endpoint: 'dysmsapi' })), /endpoint/)
  t.throws(() => readSmsGatewayConfig('{'), /is not JSON/)
  try {
    readSmsGatewayConfig(JSON.stringify({ ...config, accessKeySecret: 7, signName: undefined }))
  } catch (error) {
    t.notMatch((error as Error).message, /very-secret/)
  }
})
