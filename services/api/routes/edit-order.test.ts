import t from 'tap'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

const patch = async (api: TestApi, id: string, content: unknown, etag?: string, headers: Record<string, string> = {}) =>
  await send(api, `/v1/orders/${id}`, await api.as('applicant'), {
    method: 'PATCH', body: { content } as object, headers: { ...etag !== undefined && { 'if-match': etag }, ...headers }
  })

t.test('a merge patch changes, removes and keeps', async (t) => {
  const api = await startApi(t)
  const { id, content } = await givenOrder(api)
  const reply = await patch(api, id, { service: { name: '示例商城平台', remark: null } }, '"1"', { 'content-type': 'application/merge-patch+json' })
  t.equal(reply.statusCode, 200, reply.body)
  t.equal(reply.headers['etag'], '"2"')
  const { remark: _, ...service } = content.service!
  t.same(reply.json().content, { ...content, service: { ...service, name: '示例商城平台' } })
})

t.test('a patch that changes nothing makes no version, also with the locked fields in it', async (t) => {
  const api = await startApi(t)
  const { id, content } = await givenOrder(api)
  const reply = await patch(api, id, content, '"1"')
  t.match([reply.statusCode, reply.json().version, reply.headers['etag']], [200, 1, '"1"'])
})

t.test('a patch says which version it changes', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api)
  const missing = await patch(api, id, { service: { name: 'a' } })
  t.match([missing.statusCode, missing.json().code], [428, 'precondition_required'])
  await patch(api, id, { service: { name: 'first' } }, '"1"')
  const stale = await patch(api, id, { service: { name: 'second' } }, '"1"')
  t.match([stale.statusCode, stale.json()], [412, { code: 'version_mismatch', version: 2 }])
  t.equal((await patch(api, id, { service: { name: 'third' } }, '"abc"')).statusCode, 412, 'a tag that is no version matches none')
  for (const tag of ['W/"2"', '"1", "2"', '*', '2']) {
    const reply = await patch(api, id, { service: { name: 'third' } }, tag)
    t.match([reply.statusCode, reply.json().errors], [400, [{ field: 'If-Match' }]], tag)
  }
})

t.test('the type check is locked', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api)
  const reply = await patch(api, id, { subject: { certificate: { number: '91440300MA5DEM012D' } } }, '"1"')
  t.match([reply.statusCode, reply.json()], [409, { code: 'field_locked', errors: [{ field: 'subject.certificate.number' }] }])
})

t.test('what no content can be is refused with its field', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api)
  const cases: Array<[unknown, string]> = [
    [{ subject: { nmae: 'x' } }, 'content.subject.nmae'],
    [{ service: { contentTypes: ['8'] } }, 'content.service.contentTypes[0]'],
    [{ service: 'x' }, 'content.service'],
    [null, 'content'],
    [{ subject: { principal: { mobile: '12345678901' } } }, 'subject.principal.mobile']
  ]
  for (const [content, field] of cases) {
    const reply = await patch(api, id, content, '"1"')
    t.match([reply.statusCode, reply.json().errors], [400, [{ field }]], `${field}: ${reply.body}`)
  }
})

t.test('of two who edit the same version, one is told to read again', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api)
  const replies = await Promise.all(['a', 'b', 'c'].map(async (name) => await patch(api, id, { service: { name: `name ${name}` } }, '"1"')))
  t.same(replies.map(({ statusCode }) => statusCode).sort(), [200, 412, 412])
})
