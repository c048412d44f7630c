import t from 'tap'
import { DOWNLOAD_XML } from '../testing/known-files.ts'
import { toOutcomes, type BureauOutcome } from './bureau-outcomes.ts'
import { APPROVED, REFUSED, REGISTERED } from '../testing/known-documents.ts'
import { readDownload } from './read-download.ts'

type Result = number | [number, string]

function outcomes (...content: string[]): BureauOutcome[] {
  return toOutcomes(readDownload(`<DownloadData><ICP><BAJG>${content.join('')}</BAJG></ICP></DownloadData>`))
}

function result (results: Result[], { operation = 1, id = '1001' } = {}): string {
  const items = results.map((item) => typeof item === 'number' ? [item, ''] as const : item)
    .map(([code, text]) => `<Jgxx><Jgdm>${code}</Jgdm><Dmms>${text}</Dmms></Jgxx>`)
  return `<Jg_xx>${items.join('')}<Czlx>${operation}</Czlx><Bs>${id}</Bs></Jg_xx>`
}

function review (passed: 0 | 1, opinion = '', id = '1001'): string {
  return `<GJSHS><Gjsh><Shyj>${opinion}</Shyj><Shjg>${passed}</Shjg><Czlx>1</Czlx><Jlid>${id}</Jlid></Gjsh></GJSHS>`
}

function typesOf (list: BureauOutcome[]): string[] {
  return list.map(({ type }) => type)
}

function codesOf (outcome: BureauOutcome | undefined): string[] {
  return outcome !== undefined && 'findings' in outcome ? outcome.findings.map(({ code }) => code) : []
}

t.test('an approval and its decision are one outcome, as is each alone', async (t) => {
  const [approved, ...more] = toOutcomes(readDownload(APPROVED))
  t.match(approved, { type: 'bureau_approved', operation: 1, recordId: '1001' })
  t.same(more, [])
  t.equal(outcomes(result([1001]))[0]?.key, approved?.key)
  t.equal(outcomes(review(1, '同意'))[0]?.key, approved?.key)
})

t.test('a refusal takes the reviewer\'s wording and is one outcome', async (t) => {
  const list = toOutcomes(readDownload(REFUSED))
  t.match(list, [{
    type: 'bureau_rejected_by_reviewer',
    operation: 1,
    recordId: '1001',
    findings: [{
      field: null, code: 'BUREAU_1002', severity: 'reject', stage: 'bureau', message: { zh: '网站名称不符合要求，请修改后重新提交。' }
    }]
  }])
  t.equal(list.length, 1)
  t.same(codesOf(list[0]), ['BUREAU_1002'])
})

t.test('a refusal without an opinion keeps the wording of the code', async (t) => {
  t.match(outcomes(result([[1002, '证件照片不清晰']])), [{ findings: [{ message: { zh: '证件照片不清晰' } }] }])
  t.match(outcomes(review(0)), [{ type: 'bureau_rejected_by_reviewer', findings: [{ message: { zh: '管局审核拒绝' } }] }])
})

t.test('a machine return has one finding a code, each at its field', async (t) => {
  const [returned] = toOutcomes(readDownload(DOWNLOAD_XML))
  t.match(returned, { type: 'bureau_returned', findings: [{ field: 'service.domains[].name', code: 'BUREAU_1004', suggestion: { zh: String } }] })
  t.same(codesOf(outcomes(result([1015, 1010, 1041]))[0]), ['BUREAU_1015', 'BUREAU_1010', 'BUREAU_1041'])
  t.same(codesOf(outcomes(result([[1015, '甲'], [1015, '乙'], [1015, '甲']]))[0]), ['BUREAU_1015', 'BUREAU_1015'],
    'one per person, not one per repetition')
})

t.test('success needs every code to be one; the informative ones alone decide nothing', async (t) => {
  t.same(typesOf(outcomes(result([1001, 1062, 1060]))), ['bureau_approved'])
  t.same(typesOf(outcomes(result([1062]), result([1060]))), [])
  t.same(codesOf(outcomes(result([1062, 1063]))[0]), ['BUREAU_1063'])
  t.same(typesOf(outcomes(result([1001, 1004]))), ['bureau_returned'])
  t.same(typesOf(outcomes(result([4242]))), ['bureau_returned'], 'a code that nobody knows is no success')
  t.same(typesOf(outcomes(result([]))), ['bureau_returned'], 'nor is a result without any')
})

t.test('when a file both returns and approves a request, both are told, the approval last', async (t) => {
  t.same(typesOf(outcomes(result([1004]), review(1))), ['bureau_returned', 'bureau_approved'])
})

t.test('a return for the SMS is told by its wording', async (t) => {
  t.match(outcomes(result([[1999, '短信核验超时，请重新提交']])), [{ type: 'sms_failed', reason: '短信核验超时，请重新提交' }])
})

t.test('requests of one file are told apart by operation and id', async (t) => {
  const list = outcomes(result([1001], { id: '1' }), result([1004], { id: '2' }), result([1001], { id: '1', operation: 2 }))
  t.same(list.map(({ operation, recordId, type }) => [operation, recordId, type]), [
    [1, '1', 'bureau_approved'], [1, '2', 'bureau_returned'], [2, '1', 'bureau_approved']
  ])
  t.equal(new Set(list.map(({ key }) => key)).size, 3)
})

t.test('a decision that names no request belongs to the only one of its file', async (t) => {
  const nameless = '<GJSHS><Gjsh><Shyj>理由</Shyj><Shjg>0</Shjg></Gjsh></GJSHS>'
  t.match(outcomes(result([1002]), nameless), [{ recordId: '1001', findings: [{ message: { zh: '理由' } }] }])
  t.equal(outcomes(result([1002]), nameless).length, 1)
  t.match(outcomes(result([1001], { id: '1' }), result([1001], { id: '2' }), nameless)[2], { operation: 0, recordId: '' })
})

t.test('registered data become a registration with the ids of all five levels', async (t) => {
  t.match(toOutcomes(readDownload(REGISTERED)), [{
    type: 'filing_registered',
    operation: 1,
    recordId: '1001',
    subjectNumber: '浙ICP备24000001号',
    serviceNumbers: ['浙ICP备24000001号-1'],
    bureauIds: {
      subject: '330000000101', services: ['330000000201'], domains: ['330000000301'], accesses: ['330000000401'], ipRanges: ['330000000501']
    }
  }])
  const added = toOutcomes(readDownload(REGISTERED.replace('<IspZtid>1001</IspZtid>', '')))
  t.match(added, [{ operation: 2, recordId: '2001' }], 'a service added to a subject filed elsewhere')
})

t.test('the same result again has the same key, whatever the order; another wording has another', async (t) => {
  const key = (...results: Result[]) => outcomes(result(results))[0]?.key
  t.match(key(1004), /^[0-9a-f]{32}$/)
  t.equal(key([1004, '甲'], [1041, '乙']), key([1041, '乙'], [1004, '甲']))
  t.not(key([1004, '甲']), key([1004, '乙']))
  t.not(key(1004), key(1041))
  t.not(key(1004), outcomes(result([1004], { id: '1002' }))[0]?.key)
  t.not(toOutcomes(readDownload(REGISTERED))[0]?.key, toOutcomes(readDownload(REGISTERED.replaceAll('24000001', '24000002')))[0]?.key)
})

t.test('kinds that are no results have no outcome here', async (t) => {
  t.same(toOutcomes(readDownload('<DownloadData><ICP><XGTZ/></ICP></DownloadData>')), [])
})
