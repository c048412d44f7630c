import t from 'tap'
import { AN_OBJECTION, ask, claim, givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

async function rejectedFor (api: TestApi, fields: string[], n = 1) {
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api, 'initial_review', n)
  const { leaseToken } = await claim(api, id, reviewer)
  const findings = fields.map((field) => ({ ...AN_OBJECTION, field }))
  return await ask<{ id: string, version: number, findings: Array<{ field: string }> }>(api, `/v1/orders/${id}/reject`, reviewer, { leaseToken, findings })
}

t.test('an objection to the end of a domain is put right there, also where nothing else may be edited', async (t) => {
  const api = await startApi(t, { policy: { onlyFindings: true } })
  const applicant = await api.as('applicant')
  const { id, version, findings } = await rejectedFor(api, ['domain.expiresOn'])
  t.strictSame(findings.map(({ field }) => field), ['service.domains[].expiresOn'])

  const { content, lockedFields } = (await send(api, `/v1/orders/${id}`, applicant)).json()
  t.notOk(lockedFields.includes('service.domains[0].expiresOn'))
  t.ok(lockedFields.includes('service.remark'))
  const edit = async (service: object) => await send(api, `/v1/orders/${id}`, applicant, {
    method: 'PATCH', headers: { 'if-match': `"${version}"` }, body: { content: { service } }
  })
  const elsewhere = await edit({ remark: 'another' })
  t.match([elsewhere.statusCode, elsewhere.json()], [409, { code: 'field_locked', errors: [{ field: 'service.remark' }] }])
  const edited = await edit({ domains: [{ ...content.service.domains[0], expiresOn: '2031-01-01' }] })
  t.match([edited.statusCode, edited.json().findings], [200, []])
  t.match((await send(api, `/v1/orders/${id}/submit`, applicant, { body: {} })).json(), { state: 'initial_review' })
})

t.test('an objection to a locked field leaves the rest to edit, where only what was objected to may be edited', async (t) => {
  const api = await startApi(t, { policy: { onlyFindings: true } })
  const { id } = await rejectedFor(api, ['domain.name'])
  const { lockedFields } = (await send(api, `/v1/orders/${id}`, await api.as('applicant'))).json()
  t.notOk(lockedFields.includes('service.name'))
  t.ok(lockedFields.includes('service.domains[0].name'), 'the type check stays')
})

t.test('an objection to a field that no order has is refused by its place in the request, and says where the fields are', async (t) => {
  const api = await startApi(t)
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api, 'initial_review')
  const { leaseToken } = await claim(api, id, reviewer)
  for (const field of ['nonsense.field', 'content.service.name', 'service.name[0]']) {
    for (const path of ['reject', 'request-correction']) {
      const reply = await send(api, `/v1/orders/${id}/${path}`, reviewer, { body: { leaseToken, findings: [AN_OBJECTION, { ...AN_OBJECTION, field }] } })
      t.match([reply.statusCode, reply.json().errors], [400, [{ field: 'findings[1].field', code: 'UNKNOWN_FIELD', message: /meta\/fields/ }]], field)
    }
  }
  for (const field of ['materials.business_license', 'province', null, undefined]) {
    const findings = [{ ...AN_OBJECTION, field }]
    const reply = await send(api, `/v1/orders/${id}/reject`, reviewer, { body: { findings } })
    t.match([reply.statusCode, reply.json().code], [409, 'lease_lost'], `${field} is known`)
  }
})

t.test('spaces are no words: not as a reason, and not as an objection', async (t) => {
  const api = await startApi(t, { policy: { withdrawalNeedsReason: true } })
  const applicant = await api.as('applicant')
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api, 'initial_review')
  const { leaseToken } = await claim(api, id, reviewer)
  for (const blank of ['', ' ', '\u3000', ' \n\t ', '\u200b']) {
    const withdrawn = await send(api, `/v1/orders/${id}/withdraw`, applicant, { body: { reason: blank } })
    t.match([withdrawn.statusCode, withdrawn.json().errors], [400, [{ field: 'reason' }]], JSON.stringify(blank))
    const said = [{ message: blank }, { message: { zh: blank, en: blank } }, { suggestion: blank }]
    for (const words of said) {
      const rejected = await send(api, `/v1/orders/${id}/reject`, reviewer, { body: { leaseToken, findings: [{ ...AN_OBJECTION, ...words }] } })
      t.equal(rejected.statusCode, 400, JSON.stringify(words))
    }
  }
  t.equal((await send(api, `/v1/orders/${id}/withdraw`, applicant, { body: { reason: ' 客户要求 \n' } })).statusCode, 200)
})
