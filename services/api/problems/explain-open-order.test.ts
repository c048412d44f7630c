import t from 'tap'
import { ORDER_TYPES } from '../../../machines/order/order-types.ts'
import { exampleOrder } from '../../orders/testing/example-order.ts'
import { explainOpenOrder } from './explain-open-order.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

t.test('each kind of claim says in Chinese what blocks and the way out', async (t) => {
  const own = { orderId: '0193', orderType: 'change_service' } as const
  t.strictSame([
    explainOpenOrder({ claim: 'certificate', ...own }),
    explainOpenOrder({ claim: 'certificate' }),
    explainOpenOrder({ claim: 'coexistence', ...own }),
    explainOpenOrder({ claim: 'coexistence' }),
    explainOpenOrder({ claim: 'account', ...own }),
    explainOpenOrder({ claim: 'account' }),
    explainOpenOrder({ claim: 'both_accounts', ...own }),
    explainOpenOrder({ claim: 'both_accounts', orderId: '0193', orderType: 'transfer' }),
    explainOpenOrder({ claim: 'both_accounts' }),
    explainOpenOrder({ claim: 'domain', domain: 'example.cn', ...own }),
    explainOpenOrder({ claim: 'at_bureau' })
  ], [
    '此证件存在进行中的订单，请先完成或放弃该订单。',
    '此证件存在进行中的订单，该订单属于其他账号：请在该账号下处理，或向接入商提供归属证明。',
    `该主体存在进行中的“${ORDER_TYPES.change_service.label.zh}”订单，不能与本订单同时进行，请先完成或放弃该订单。`,
    '该主体存在不能与本订单同时进行的订单，该订单属于其他账号：请在该账号下处理，或向接入商提供归属证明。',
    '您的账号下存在进行中的订单，同一账号一次只能进行一个订单，请先完成或放弃该订单。',
    '本订单所涉账号一次只能进行一个订单，请由对方账号先完成或放弃其进行中的订单，再重试。',
    '涉及两个账号的订单要求双方账号均无其他进行中的订单，请先完成该订单：如需您确认请先答复，您自己的订单也可放弃。',
    '您的账号与其他账号之间有进行中的“转移备案”订单，其间不能办理其他订单，请先完成该订单：如需您确认请先答复，您自己的订单也可放弃。',
    '涉及两个账号的订单要求双方账号均无其他进行中的订单，请由对方账号先完成或放弃其进行中的订单，再重试。',
    '域名 example.cn 存在进行中的订单，请先完成或放弃该订单。',
    '该主体有其他订单正在管局审核，管局一次只受理一个订单，请等待管局审核结束后再提交。'
  ])
})

t.test('the domain that is taken is named with its field, in the language of the caller, and of the other account nothing is said', async (t) => {
  const api = await startApi(t)
  const other = await api.as('applicant', { account: 'secret-account', sub: 'secret-person' })
  const theirs = (await send(api, '/v1/orders', other, { body: exampleOrder(1) })).json()
  const mine = await send(api, '/v1/orders', await api.as('applicant'), { body: exampleOrder(2) })
  const save = { method: 'PATCH', body: { content: { service: { domains: [{ name: 'beian-example-2.cn' }, { name: 'Beian-Example-1.cn' }] } } } } as const
  const headers = { 'if-match': String(mine.headers.etag), 'accept-language': 'zh' }
  const refused = await send(api, `/v1/orders/${mine.json().id}`, await api.as('applicant'), { ...save, headers })
  t.match([refused.statusCode, refused.json()], [409, {
    code: 'open_order_exists',
    claim: 'domain',
    domain: 'Beian-Example-1.cn',
    detail: '域名 Beian-Example-1.cn 存在进行中的订单，该订单属于其他账号：请在该账号下处理，或向接入商提供归属证明。',
    errors: [{ field: 'service.domains[1].name', code: 'OPEN_ORDER_EXISTS', message: '已有进行中的订单' }]
  }])
  const placed = await send(api, '/v1/orders', await api.as('applicant', { account: 'third' }), { body: exampleOrder(1) })
  t.match(placed.json(), { claim: 'certificate', errors: [{ field: 'certificateNumber', message: 'has an order in progress' }] })
  for (const { body } of [refused, placed]) {
    for (const secret of [theirs.id, theirs.number, 'secret', 'first_filing', 'draft']) t.notOk(body.includes(secret), secret)
  }
})
