import t from 'tap'
import { DOWNLOAD_XML } from '../testing/known-files.ts'
import { UnreadableXml } from '../pipeline/xml.ts'
import { APPROVED, REFUSED, REGISTERED } from '../testing/known-documents.ts'
import { readDownload } from './read-download.ts'

const icp = (content: string) => `<DownloadData><ICP>${content}</ICP></DownloadData>`

t.test('a machine return is read with its request, code and wording', async (t) => {
  t.same(readDownload(DOWNLOAD_XML), [{
    kind: 'result',
    operation: 1,
    recordId: '1001',
    results: [{ code: 1004, text: '无效域名，请核实后再次报备。网站名称：示例，错误数据：www.example.com' }]
  }])
})

t.test('a reviewer\'s decision is read with its opinion', async (t) => {
  const review = { kind: 'review', operation: 1, recordId: '1001', reviewedOn: '2024-01-12' }
  t.same(readDownload(APPROVED)[1], { ...review, passed: true, opinion: '同意' })
  t.same(readDownload(REFUSED)[1], { ...review, passed: false, opinion: '网站名称不符合要求，请修改后重新提交。' })
})

t.test('registered data are read with numbers, dates and five levels of ids', async (t) => {
  t.same(readDownload(REGISTERED), [{
    kind: 'registered',
    subject: { ours: '1001', bureau: '330000000101', number: '浙ICP备24000001号', reportedOn: '2024-01-12', changedOn: '2024-01-12' },
    services: [{
      ours: '2001',
      bureau: '330000000201',
      number: '浙ICP备24000001号-1',
      name: '示例网站',
      domains: [{ ours: '3001', bureau: '330000000301', name: 'example.com' }],
      accesses: [{ ours: '4001', bureau: '330000000401', ipRanges: [{ ours: '5001', bureau: '330000000501' }] }]
    }]
  }])
})

t.test('one result and several, one decision and several are read alike', async (t) => {
  const jg = '<Jg_xx><Jgxx><Jgdm>1004</Jgdm></Jgxx><Jgxx><Jgdm>1041</Jgdm></Jgxx><Czlx>1</Czlx><Bs>7</Bs></Jg_xx>'
  const gjsh = '<Gjsh><Shsj>2024-01-12</Shsj><Shjg>1</Shjg></Gjsh>'
  const records = readDownload(icp(`<BAJG>${jg}${jg}<GJSHS>${gjsh}${gjsh}</GJSHS></BAJG>`))
  t.same(records.map(({ kind }) => kind), ['result', 'result', 'review', 'review'])
  t.same(records[0]?.kind === 'result' && records[0].results.map(({ code }) => code), [1004, 1041])
  t.same(records[2], { kind: 'review', operation: null, recordId: null, passed: true, opinion: null, reviewedOn: '2024-01-12' })
})

t.test('a file without decisions, and one without results, are read', async (t) => {
  t.same(readDownload(icp('<BAJG/>')), [])
  t.equal(readDownload(icp('<BAJG><GJSHS><Gjsh><Shjg>0</Shjg></Gjsh></GJSHS></BAJG>')).length, 1)
})

t.test('operation 35 is read though the schema ends at 7', async (t) => {
  const [record] = readDownload(icp('<BAJG><Jg_xx><Jgxx><Jgdm>1060</Jgdm></Jgxx><Czlx>35</Czlx><Bs>9</Bs></Jg_xx></BAJG>'))
  t.match(record, { kind: 'result', operation: 35, recordId: '9' })
})

t.test('an id of 64 bits keeps every digit', async (t) => {
  const [record] = readDownload(icp('<BAJG><Jg_xx><Jgxx><Jgdm>1001</Jgdm></Jgxx><Czlx>1</Czlx><Bs>9223372036854775807</Bs></Jg_xx></BAJG>'))
  t.match(record, { recordId: '9223372036854775807' })
})

t.test('kinds without a reader are kept whole, beside those that have one', async (t) => {
  const records = readDownload(icp('<XGTZ><Tz_xx><Tznr>整改</Tznr></Tz_xx></XGTZ><BAJG><Jg_xx><Jgxx><Jgdm>1001</Jgdm></Jgxx></Jg_xx></BAJG>'))
  t.same(records.map(({ kind }) => kind), ['unread', 'result'])
  t.match(records[0], { element: { name: 'XGTZ', children: [{ children: [{ text: '整改' }] }] } })
  t.match(readDownload('<DownloadData><JCDM><Jcdm_xx/></JCDM></DownloadData>'), [{ kind: 'unread', element: { name: 'JCDM' } }])
})

t.test('registered data without a number are kept for a person', async (t) => {
  const records = readDownload(icp('<BASJ><Baxx><Zt_xx><Ztid>1</Ztid></Zt_xx></Baxx></BASJ>'))
  t.match(records, [{ kind: 'unread', element: { name: 'Baxx' } }])
})

t.test('another document is unreadable', async (t) => {
  t.throws(() => readDownload('<UploadData/>'), UnreadableXml)
  t.throws(() => readDownload('<DownloadData><ICP>'), UnreadableXml)
})
