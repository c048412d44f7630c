import t from 'tap'
import { certificateTypes } from './code-lists.ts'
import { checkCertificateNumber } from './number-formats.ts'

const NOW = new Date('2026-11-21T04:00:00Z')

t.test('a number is judged by the format of its certificate type', async (t) => {
  const right: [number, string][] = [
    [1, '91440300MA5DEM012D'], [2, '11010519491231002X'], [12, 'D2143569-X'], [14, 'H12345678'], [14, 'M1234567890'],
    [11, '12345678'], [11, '1234567890A'], [7, 'E12345678'], [30, 'USA123456789012'], [30, '91144019990101002X'], [5, '某部队1号']
  ]
  for (const [type, number] of right) t.equal(checkCertificateNumber(type, number, NOW), null, `${type}: ${number}`)
})

t.test('a number of another kind of certificate is refused', async (t) => {
  const wrong: [number, string][] = [
    [1, '11010519491231002X'], [1, '91440300MA5DEM012E'], [2, '91440300MA5DEM012D'], [12, 'D2143569-1'], [14, 'T12345678'],
    [11, 'H12345678'], [7, 'e1234'], [7, 'E 12345678'], [30, '123'], [5, '某'], [5, ' 某部队1号']
  ]
  for (const [type, number] of wrong) t.equal(checkCertificateNumber(type, number, NOW)?.code, 'CERTIFICATE_NUMBER_INVALID', `${type}: ${number}`)
})

t.test('an unknown certificate type is told apart from a wrong number', async (t) => {
  t.equal(checkCertificateNumber(999, '1', NOW)?.code, 'CERTIFICATE_TYPE_UNKNOWN')
})

t.test('a fault never repeats the number, for any certificate type', async (t) => {
  const number = ' ?secret? '
  for (const { id } of certificateTypes) {
    const fault = checkCertificateNumber(id, number, NOW)
    t.notMatch(JSON.stringify(fault), 'secret')
    t.ok(fault?.message.zh && fault.message.en)
  }
})
