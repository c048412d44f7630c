import t from 'tap'
import { orderMachine } from '../../../machines/order/order-machine.ts'
import { provinces } from '../../rules/code-lists.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

const api = await startApi(t)

t.test('the lists that forms are built from are answered whole', async (t) => {
  t.strictSame((await send(api, '/v1/meta/provinces', {})).json(), { data: JSON.parse(JSON.stringify(provinces)) })
  const names = [
    'subject-types', 'certificate-types', 'service-kinds', 'content-types', 'languages', 'access-methods', 'pre-approval-types', 'order-types'
  ]
  for (const name of names) t.ok((await send(api, `/v1/meta/${name}`, {})).json().data.length > 0, name)
  t.match((await send(api, '/v1/meta/order-states', {})).json().data[0], { state: 'draft', label: { zh: '待完善备案信息', en: 'Draft' }, turn: 'applicant', open: true })
})

t.test('the statechart is answered as JSON and as a diagram', async (t) => {
  const json = await send(api, '/v1/meta/machine', {})
  t.match(json.json(), { id: 'order', initial: 'draft' })
  t.same(Object.keys(json.json().states), Object.keys(orderMachine.states))
  const asText = await send(api, '/v1/meta/machine', {}, { headers: { accept: 'text/plain' } })
  const asked = await send(api, '/v1/meta/machine', {}, { query: { format: 'mermaid' } })
  t.match(asText.headers['content-type'], /^text\/plain/)
  t.match(asText.body, /^stateDiagram-v2\n {2}\[\*\] --> draft\n/)
  t.equal(asked.body, asText.body)
})
