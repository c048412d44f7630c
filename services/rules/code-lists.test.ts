import t from 'tap'
import {
  accessMethods, certificateTypes, contentTypes, findCertificateType, findPreApprovalType, findProvince, findServiceKind,
  findSubjectType, languages, personalCertificateTypes, preApprovalTypes, provinces, serviceKinds, subjectTypes
} from './code-lists.ts'
import sources from './data/sources.json' with { type: 'json' }
import { ServiceKind } from './service-content.ts'

const LISTS = {
  provinces,
  subjectTypes,
  certificateTypes,
  serviceKinds,
  contentTypes,
  languages,
  accessMethods,
  preApprovalTypes
}

t.test('the lists are complete', async (t) => {
  t.same(Object.fromEntries(Object.entries(LISTS).map(([name, list]) => [name, list.length])), {
    provinces: 31,
    subjectTypes: 19,
    certificateTypes: 43,
    serviceKinds: 4,
    contentTypes: 30,
    languages: 17,
    accessMethods: 5,
    preApprovalTypes: 12
  })
})

t.test('every entry has a name in both languages and a source that is listed', async (t) => {
  const known = new Set(sources.map((source) => source.key))
  const entries = Object.values(LISTS).flat()
  for (const entry of entries) {
    if (entry.name.zh === '' || entry.name.en === '' || entry.sources.length === 0) t.fail(JSON.stringify(entry))
    for (const source of entry.sources) if (!known.has(source)) t.fail(`${entry.name.zh}: ${source}`)
  }
  t.equal(entries.length, 161)
})

t.test('an id stands once in its list', async (t) => {
  for (const list of [contentTypes, languages, accessMethods, preApprovalTypes, serviceKinds]) {
    t.equal(new Set(list.map((entry) => entry.bureauId)).size, list.length)
  }
  for (const key of ['code', 'gb2260', 'abbreviation', 'bureauLocationId'] as const) {
    t.equal(new Set(provinces.map((province) => province[key])).size, 31, key)
  }
  t.equal(new Set(certificateTypes.map((type) => type.id)).size, 43)
  t.equal(new Set(subjectTypes.map((type) => type.code)).size, 19)
})

t.test('a subject type accepts only certificate types that exist', async (t) => {
  for (const { code, certificateTypes } of subjectTypes) {
    t.ok(certificateTypes.length > 0 && certificateTypes.every(findCertificateType), code)
  }
})

t.test('a certificate type has a number format that we can check', async (t) => {
  const formats = ['USCC18', 'ORG9', 'GB11643', 'HKMPERMIT', 'TWPERMIT', 'PASSPORT', 'FPR', 'FREE']
  t.ok(certificateTypes.every((type) => formats.includes(type.format)))
})

t.test('Guangdong is found by its code, with what a filing needs of it', async (t) => {
  t.match(findProvince('guangdong'), {
    name: { zh: '广东', en: 'Guangdong' },
    abbreviation: '粤',
    gb2260: '440000',
    bureauLocationId: 5,
    reviewWorkingDays: { min: 1, max: 20 },
    typicalReviewWorkingDays: null
  })
  t.equal(findProvince('sichuan')?.abbreviation, '蜀')
  t.same(findProvince('beijing')?.typicalReviewWorkingDays, { min: 10, max: 14 })
  t.equal(findProvince('atlantis'), undefined)
})

t.test('an individual business files under the id of an enterprise', async (t) => {
  t.equal(findSubjectType('individual_business')?.bureauId, 4)
  t.equal(findSubjectType('enterprise')?.bureauId, 4)
})

t.test('the seven identity documents are those of an individual', async (t) => {
  t.same([...personalCertificateTypes].sort((a, b) => a - b), [2, 7, 11, 14, 30, 41, 42])
})

t.test('the kinds of the schema are the kinds of the list', async (t) => {
  t.same(ServiceKind.enum, serviceKinds.map((kind) => kind.code))
  t.equal(findServiceKind('app')?.bureauId, 6)
  t.equal(findPreApprovalType(13)?.code, 'finance')
})
