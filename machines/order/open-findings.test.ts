import t from 'tap'
import { isOpenField, touches } from './open-findings.ts'

t.test('a change touches a finding at the same field, around it and inside it', async (t) => {
  const together: Array<[path: string, field: string]> = [
    ['service.name', 'service.name'],
    ['service.principal.name', 'service.principal'],
    ['subject', 'subject.principal.mobile'],
    ['service.domains[0].name', 'service.domains'],
    ['service.domains[0].name', 'service.domains[0]'],
    ['service.domains[0].expiresOn', 'service.domains[].expiresOn'],
    ['service.domains[7].expiresOn', 'service.domains[].expiresOn'],
    ['service.domains[2].expiresOn', 'service.domains[2].expiresOn'],
    ['service.domains[1]', 'service.domains[].expiresOn'],
    ['service.domains', 'service.domains[2].expiresOn']
  ]
  const apart: Array<[path: string, field: string]> = [
    ['service.name', 'service.names'],
    ['service.names', 'service.name'],
    ['service.domains[1].expiresOn', 'service.domains[2].expiresOn'],
    ['service.domains[1].expiresOn', 'service.domains[12].expiresOn'],
    ['service.domains[0].name', 'service.domains[].expiresOn'],
    ['service.domainsOther', 'service.domains[]'],
    ['access.ipRanges[0].start', 'service.domains[].start']
  ]
  for (const [path, field] of together) t.ok(touches(path, field) && touches(field, path), `${path} and ${field}`)
  for (const [path, field] of apart) t.notOk(touches(path, field) || touches(field, path), `${path} and ${field}`)
})

t.test('a return opens its fields and those that a rule objects to today', async (t) => {
  const rule = { field: 'service.domains[0].name', code: 'N-DOM-012', severity: 'reject', stage: 'rules' } as const
  const returned = { returnedFields: ['service.domains[].expiresOn'], findings: [rule] }
  t.strictSame(['service.domains[1].expiresOn', 'service.domains[0].name', 'service.domains[1].name'].map((path) => isOpenField(returned, path)), [true, true, false])
  t.ok(isOpenField({ returnedFields: null, findings: [] }, 'service.name'))
})
