import t from 'tap'
import { checkTypeCheck } from './check-type-check.ts'
import type { TypeCheck } from './order-content.ts'

const NOW = new Date('2026-11-21T04:00:00Z')
const website: TypeCheck = {
  province: 'guangdong',
  subjectType: 'enterprise',
  certificateType: 1,
  certificateNumber: '91440300MA5DEM012D',
  service: { kind: 'website', domain: 'beian-example.cn' }
}

t.test('a right type check has no fault: website, app, mini program, individual', async (t) => {
  t.same(faults({}), [])
  t.same(faults({ service: { kind: 'app', appName: '示例' } }), [])
  t.same(faults({ service: { kind: 'mini_program', appName: '示例' } }), [])
  t.same(faults({ subjectType: 'individual', certificateType: 2, certificateNumber: '11010519491231002X' }), [])
  t.same(faults({ service: { kind: 'website', domain: '示例.中国' } }), [])
})

t.test('each fault stands at the field of the request', async (t) => {
  const wrong: [Partial<TypeCheck>, string[]][] = [
    [{ province: 'atlantis' }, ['province PROVINCE_UNKNOWN']],
    [{ subjectType: 'king' }, ['subjectType SUBJECT_TYPE_UNKNOWN']],
    [{ certificateType: 26 }, ['certificateType CERTIFICATE_TYPE_UNKNOWN']],
    [{ certificateType: 4 }, ['certificateType CERTIFICATE_TYPE_NOT_ALLOWED']],
    [{ certificateNumber: '91440300MA5DEM012E' }, ['certificateNumber CERTIFICATE_NUMBER_INVALID']],
    [{ service: { kind: 'website' } }, ['service.domain DOMAIN_REQUIRED']],
    [{ service: { kind: 'website', domain: 'beian-example.cn', appName: '示例' } }, ['service.appName APP_NAME_NOT_EXPECTED']],
    [{ service: { kind: 'app' } }, ['service.appName APP_NAME_REQUIRED']],
    [{ service: { kind: 'app', appName: '  ' } }, ['service.appName APP_NAME_REQUIRED']],
    [{ service: { kind: 'app', appName: '示例', domain: 'beian-example.cn' } }, ['service.domain DOMAIN_NOT_EXPECTED']],
    [{ service: { kind: 'website', domain: 'www.beian-example.cn' } }, ['service.domain DOMAIN_IS_SUBDOMAIN']],
    [{ province: 'atlantis', service: { kind: 'website' } }, ['province PROVINCE_UNKNOWN', 'service.domain DOMAIN_REQUIRED']]
  ]
  for (const [change, expected] of wrong) t.same(faults(change), expected)
})

t.test('only a government body may name a subdomain', async (t) => {
  const government = { subjectType: 'government', certificateType: 13, certificateNumber: '91350100M000100Y43' }
  t.same(faults({ ...government, service: { kind: 'website', domain: 'tax.shenzhen.gov.cn' } }), [])
  t.same(faults({ service: { kind: 'website', domain: 'tax.shenzhen.gov.cn' } }), ['service.domain DOMAIN_IS_SUBDOMAIN'])
})

function faults (change: Partial<TypeCheck>): string[] {
  return checkTypeCheck({ ...website, ...change }, NOW).map(({ field, code }) => `${field} ${code}`)
}
