import { readFileSync } from 'node:fs'
import t from 'tap'
import type { OrderContent } from '../../rules/order-content.ts'
import { encodeGbk } from '../pipeline/gbk.ts'
import { child, children, readXml, textOf } from '../pipeline/xml.ts'
import { DocumentIncomplete } from './document-incomplete.ts'
import { buildNewFiling, type NewFiling } from './new-filing.ts'
import { schemaFaults, schemasAbsent } from '../testing/official-schemas.ts'

const order = JSON.parse(readFileSync(new URL('../../rules/example-order.json', import.meta.url), 'utf8'))

function exampleFiling (change: (content: OrderContent) => void = () => {}): NewFiling {
  const content: OrderContent = structuredClone(order.content)
  change(content)
  return {
    reportingUnitId: '110000000001',
    ids: { subject: '1001', service: '2001', domains: ['3001'], access: '4001', ipRanges: ['5001'] },
    subjectTypeId: 4,
    certificateType: order.certificateType,
    certificateNumber: order.certificateNumber,
    content
  }
}

function fieldOf (filing: NewFiling): string {
  try {
    buildNewFiling(filing)
    return 'built'
  } catch (error) {
    return error instanceof DocumentIncomplete ? error.field : String(error)
  }
}

t.test('the example order becomes a document that the official schema accepts', { skip: schemasAbsent }, async (t) => {
  t.same(await schemaFaults(buildNewFiling(exampleFiling()), 'upload'), [])
})

t.test('the example order becomes this document', async (t) => {
  const xml = buildNewFiling(exampleFiling())
  t.equal(xml, '<?xml version="1.0" encoding="GBK"?><UploadData version="V.3.0"><ICP><XZBA><Baxx><Zt_xx><IspZtid>1001</IspZtid>' +
    '<Dwmc>深圳市示例科技有限公司</Dwmc><Dwxz>4</Dwxz><Tzr>陈示例</Tzr><Txdz><Shengid>440000</Shengid><Shiid>440300</Shiid>' +
    '<Xianid>440305</Xianid><Xxdz>科技园示例路1号示例大厦8楼801室</Xxdz></Txdz><Zj><Zjlx>1</Zjlx><Zjhm>91440300MA5DEM012D</Zjhm>' +
    '<Zjzs>广东省深圳市南山区示例路1号</Zjzs></Zj><Fzr><Fzr_xm>陈示例</Fzr_xm><Fzr_dhhm>0755-26001234</Fzr_dhhm>' +
    '<Fzr_sjhm>13800138001</Fzr_sjhm><Fzr_dzyj>owner@example.com</Fzr_dzyj><Fzr_zjlx>2</Fzr_zjlx>' +
    '<Fzr_zjhm>440305198503121231</Fzr_zjhm></Fzr><Bbfs>1</Bbfs></Zt_xx><Wz_xx><IspWzid>2001</IspWzid>' +
    '<Wzmc>示例科技信息展示平台</Wzmc><Fwnr><Fwnr_id>8</Fwnr_id></Fwnr><Yylb><Yylb_id>1</Yylb_id></Yylb><Ym_xx>' +
    '<IspYmid>3001</IspYmid><Ym>beian-example.cn</Ym></Ym_xx><Jr_xx><IspJrid>4001</IspJrid><Wzfb><Fbdd>5</Fbdd></Wzfb>' +
    '<Wzjrfs><Jrfs>5</Jrfs></Wzjrfs><Ip_xx><IspIpid>5001</IspIpid><Qsip>3405803786</Qsip><Zzip>3405803786</Zzip></Ip_xx></Jr_xx>' +
    '<Wz_Fzr><Fzr_xm>林示例</Fzr_xm><Fzr_dhhm>0755-26001234</Fzr_dhhm><Fzr_sjhm>13800138003</Fzr_sjhm>' +
    '<Fzr_dzyj>site@example.com</Fzr_dzyj><Fzr_zjlx>2</Fzr_zjlx><Fzr_zjhm>44030519900824321X</Fzr_zjhm></Wz_Fzr><Syurl>www.beian-example.cn</Syurl><Wz_Bz>展示本公司产品与企业介绍</Wz_Bz>' +
    '</Wz_xx></Baxx></XZBA><Qqdwid>110000000001</Qqdwid></ICP></UploadData>')
  t.ok(encodeGbk(xml).length > 0)
})

t.test('several domains, ranges, approvals and attachments keep their ids', { skip: schemasAbsent }, async (t) => {
  const filing = exampleFiling(({ service, access, subject }) => {
    if (service === undefined || access === undefined || subject === undefined) return
    service.domains = [{ name: 'a-example.cn' }, { name: 'b-example.cn' }]
    service.preApprovalTypes = [1]
    service.preApprovals = [{ number: '示例〔2026〕1号' }]
    access.ipRanges = [{ start: '192.0.2.10', end: '192.0.2.10' }, { start: '198.51.100.0', end: '198.51.100.255' }]
    subject.remark = '示例 <备注> & "引号"'
  })
  const xml = buildNewFiling({
    ...filing,
    ids: { ...filing.ids, domains: ['3001', '3002'], ipRanges: ['5001', '5002'] },
    approvalDocuments: [['AAAA', 'BBBB']],
    attachments: [
      { about: 'service', formatCode: 1, purposeCode: 1, base64: 'AAAA' },
      { about: 'subject', formatCode: 1, purposeCode: 2, base64: 'BBBB' }
    ]
  })
  t.same(await schemaFaults(xml, 'upload'), [])
  const record = child(readXml(xml), 'ICP', 'XZBA', 'Baxx')
  const service = child(record, 'Wz_xx')
  t.same(children(service, 'Ym_xx').map((domain) => [textOf(domain, 'IspYmid'), textOf(domain, 'Ym')]),
    [['3001', 'a-example.cn'], ['3002', 'b-example.cn']])
  t.same(children(child(service, 'Jr_xx'), 'Ip_xx').map((range) => range.children.map(({ text }) => text)),
    [['5001', '3221225994', '3221225994'], ['5002', '3325256704', '3325256959']])
  t.same(children(record, 'Fj').map((file) => textOf(file, 'Fjxx', 'Fjssdx', 'Ssdxbs')), ['2001', '1001'])
  t.equal(textOf(record, 'Zt_xx', 'Bz'), '示例 <备注> & "引号"')
})

t.test('a unit without an office phone sends none, and never its mobile in that place', async (t) => {
  const xml = buildNewFiling(exampleFiling(({ subject }) => { delete subject?.principal?.phone2 }))
  t.notMatch(xml, 'Fzr_dhhm')
})

t.test('a city without districts has no third region', { skip: schemasAbsent }, async (t) => {
  const xml = buildNewFiling(exampleFiling(({ subject }) => { if (subject !== undefined) subject.region = '441900' }))
  t.match(xml, '<Shengid>440000</Shengid><Shiid>441900</Shiid><Xxdz>')
  t.same(await schemaFaults(xml, 'upload'), [])
})

t.test('what the schema demands and the order lacks is named by its field path', async (t) => {
  const incomplete: Array<[string, (content: Required<OrderContent>) => void]> = [
    ['subject.name', ({ subject }) => { delete subject.name }],
    ['subject.certificate.address', ({ subject }) => { delete subject.certificate }],
    ['subject.region', ({ subject }) => { subject.region = '440000' }],
    ['subject.mailingAddress', ({ subject }) => { subject.mailingAddress = ' ' }],
    ['subject.principal.mobile', ({ subject }) => { delete subject.principal?.mobile }],
    ['service.name', ({ service }) => { delete service.name }],
    ['service.contentTypes', ({ service }) => { service.contentTypes = [] }],
    ['service.languages', ({ service }) => { delete service.languages }],
    ['service.domains', ({ service }) => { delete service.domains }],
    ['service.domains[0].name', ({ service }) => { service.domains = [{}] }],
    ['ids.domains[1]', ({ service }) => { service.domains = [{ name: 'a-example.cn' }, { name: 'b-example.cn' }] }],
    ['service.preApprovals[0].documents', ({ service }) => { service.preApprovalTypes = [1] }],
    ['service.principal.email', ({ service }) => { delete service.principal?.email }],
    ['access.serverLocations', ({ access }) => { delete access.serverLocations }],
    ['access.methods', ({ access }) => { delete access.methods }],
    ['access.ipRanges', ({ access }) => { access.ipRanges = [] }],
    ['access.ipRanges[0].start', ({ access }) => { access.ipRanges = [{ start: '::1', end: '192.0.2.1' }] }],
    ['access.ipRanges[0].end', ({ access }) => { access.ipRanges = [{ start: '192.0.2.1' }] }]
  ]
  for (const [field, change] of incomplete) {
    t.equal(fieldOf(exampleFiling((content) => change(content as Required<OrderContent>))), field)
  }
  t.equal(fieldOf(exampleFiling(() => {})), 'built')
})

t.test('the message of an incomplete document holds no value of the order', async (t) => {
  t.throws(() => buildNewFiling(exampleFiling((content) => { if (content.subject) content.subject.region = '99' })),
    { message: 'the document cannot be built: subject.region is missing or malformed' })
})

t.test('a person who files needs no name for the principal, a unit does', async (t) => {
  const filing = exampleFiling(({ subject }) => { delete subject?.principal?.name })
  t.equal(fieldOf(filing), 'subject.principal.name')
  t.equal(fieldOf({ ...filing, subjectTypeId: 5 }), 'built')
})
