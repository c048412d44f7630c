import t from 'tap'
import { nameField } from '../../rules/name-field.ts'
import { RESULT_CODES, resultCode, SUCCESS_CODES } from './result-codes.ts'

t.test('every published result code is known, once', async (t) => {
  const published = [...range(1001, 1068), 1999, ...range(5001, 5011), 5999]
  t.same([...RESULT_CODES.keys()], published)
})

t.test('the groups are those of the published list', async (t) => {
  const inGroup = (group: string) => [...RESULT_CODES].filter(([, code]) => code.group === group).map(([code]) => code)
  t.same(inGroup('approved'), [...SUCCESS_CODES])
  t.same(inGroup('refused'), [1002])
  t.same(inGroup('timing'), [1017, 1027, 1030, 1032, 1042, 1043, 1051, 1052])
  t.same(inGroup('blacklisted'), [1064, 1065])
  t.same(inGroup('conflict'), [
    1003, 1005, 1016, 1020, 1021, 1025, 1029, 1037, 1038, 1039, 1040, 1046, 1049, 1050, 1058, 1059, 1067, 1068
  ])
  t.same(inGroup('applicant'), [
    1004, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 1018, 1019, 1022, 1028, 1031, 1033, 1034, 1041, 1044, 5008
  ])
})

t.test('a code names its field by the one name that the order has for it', async (t) => {
  for (const [code, { field }] of RESULT_CODES) t.equal(field === null ? null : nameField(field), field, `code ${code}`)
})

t.test('an unknown code is never blamed on the applicant', async (t) => {
  t.equal(resultCode(4242).group, 'provider')
  t.equal(resultCode(null).group, 'provider')
})

function range (first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
