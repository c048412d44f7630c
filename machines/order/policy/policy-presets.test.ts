import t from 'tap'
import type { OrderPolicy } from './order-policy.ts'
import { ORDER_TYPES, type OrderType } from '../order-types.ts'
import { POLICY_PRESETS } from './policy-presets.ts'
import { actionTable, requestsOf, type ActionTable } from '../testing/allowed-actions.ts'
import { ACTIONS_UNDER_ALIBABA } from '../testing/preset-tables/actions-under-alibaba.ts'
import { ACTIONS_UNDER_HUAWEI } from '../testing/preset-tables/actions-under-huawei.ts'
import { ACTIONS_UNDER_TENCENT } from '../testing/preset-tables/actions-under-tencent.ts'
import { ACTIONS_UNDER_WECHAT } from '../testing/preset-tables/actions-under-wechat.ts'
import type { PresetTable } from '../testing/preset-tables/preset-table.ts'
import { reachableStates } from '../testing/walk-orders.ts'

type Preset = keyof typeof POLICY_PRESETS

const TABLES: Record<Preset, PresetTable> = {
  huawei: ACTIONS_UNDER_HUAWEI, alibaba: ACTIONS_UNDER_ALIBABA, tencent: ACTIONS_UNDER_TENCENT, wechat: ACTIONS_UNDER_WECHAT
}
const PRESETS = Object.keys(POLICY_PRESETS) as Preset[]
const TYPES = Object.keys(ORDER_TYPES) as OrderType[]
const EVERY_KIND = ['website', 'app', 'mini_program', 'quick_app']
/** Switches that stand together: compared field by field. */
const GROUPS = ['validity', 'ownerConfirmation', 'counterpartyConfirmation', 'sms', 'authenticity', 'watch']

for (const preset of PRESETS) {
  const policy = POLICY_PRESETS[preset]
  const table = TABLES[preset]

  for (const type of ['first_filing', 'cancel_service'] as const) {
    t.test(`${preset}: what each role may ask of a ${type} in each state, what is refused and why, and what is hidden`, async (t) => {
      t.strictSame(actionTable(type, policy), table[type])
    })
  }

  t.test(`${preset}: every other type differs from these two only where its flags say so`, async (t) => {
    for (const type of TYPES) {
      const base = ORDER_TYPES[type].cancellation ? table.cancel_service : table.first_filing
      const expected = type in table && type !== 'first_filing' && type !== 'cancel_service' ? table[type as keyof PresetTable] : {}
      t.strictSame(differences(actionTable(type, policy), base), expected, type)
    }
  })

  t.test(`${preset}: an integrator may ask whatever an applicant may, and answers for the other account if it names it`, async (t) => {
    for (const type of TYPES) {
      for (const state of reachableStates(type, policy)) {
        const asApplicant = requestsOf('applicant', state, type, policy).replaceAll(/(confirm|decline)!role_not_allowed/g, '$1!account_required')
        t.equal(requestsOf('integrator', state, type, policy), asApplicant, `${type} in ${state}`)
      }
    }
  })
}

function differences (table: ActionTable, base: ActionTable): ActionTable {
  return Object.fromEntries(Object.entries(table).filter(([state, lines]) => lines.join() !== base[state as keyof ActionTable]?.join()))
}

/** Fields in which the presets differ, per preset in the order huawei, alibaba, tencent, wechat, and who says so in lifecycle.md. */
const DIFFERENCES: Record<string, { values: [unknown, unknown, unknown, unknown], source: string }> = {
  preset: { values: ['huawei', 'alibaba', 'tencent', 'wechat'], source: '-' },
  serviceKinds: {
    values: [EVERY_KIND, EVERY_KIND, EVERY_KIND, ['mini_program']],
    source: '4.1: mini programs are filed at the mini program platform [W-APPLY]'
  },
  withdrawDuringReview: { values: [true, true, false, true], source: '2.8 [S2, A-GH-review, T-AUD, W-CANCELAPPLY]' },
  withdrawAfterPassing: { values: [true, true, false, false], source: '1.4 CONFLICT, 2.8 [HK-status, A-GH-type, T-AUD, W-CANCELAPPLY]' },
  withdrawAfterFailedSubmission: { values: [true, true, false, false], source: '2.9 p, as after passing (inferred)' },
  withdrawRejected: { values: [false, false, true, false], source: '1.4, 3: 撤销备案 on a rejected order, to open it for editing [T-AUD]' },
  withdrawalNeedsReason: { values: [false, true, false, false], source: '1.3, 2.2 row 4: a reason from a list [A-GH-type]' },
  abandonAfterPassing: { values: [false, false, true, false], source: '1.4: only 放弃备案 [T-AUD]' },
  abandonAfterFailedSubmission: { values: [false, false, true, false], source: '2.9 p, as after passing (inferred)' },
  abandonCancellations: { values: [true, false, true, false], source: '2.8 cancel-type orders [H-S2, A-GH-concept, T-CAN, W-CANCELAPPLY]' },
  abandoningFreesCode: { values: [true, false, true, true], source: '2.8, 3 [T-CODE; one reseller on Alibaba, 2nd]' },
  softReturn: { values: [true, true, false, false], source: '1.1 row "soft return": 待修改, 待下步操作, none, none [HK-status, A-GH-review, T-REJ, W-ENT]' },
  onlyFindings: { values: [false, false, true, false], source: '1.4, 2.3: SaveAuditKeys [T-REJ, T-AUDIT]' },
  mayResend: { values: ['staff', 'applicant', 'applicant', 'applicant'], source: '2.5 [H-TOPIC, A-GH-sms, T-SMS; WeChat silent: its default]' },
  resendReminderHours: { values: [null, null, 24, null], source: '2.5: no applicant action for 24 h [T-SMSQ]' },
  'validity.countedFrom': { values: ['step', 'creation', 'step', 'step'], source: '2.4 validity A and B [A-CLEAN, T-45]' },
  'validity.content': { values: ['kept', 'deleted', 'kept', 'kept'], source: '2.4 [A-CLEAN, T-45]' },
  'validity.mayReopen': { values: [true, false, true, true], source: '2.4, 2.9 [A-CLEAN, T-45]' },
  reminderDays: { values: [[7, 15, 30], [30, 40, 44], [7, 15, 30], [7, 15, 30]], source: '2.4 [A-CLEAN (third day inferred), T-45]' },
  'ownerConfirmation.required': { values: [true, false, false, false], source: '2.2 row 9: Huawei 注销主体 only [H-S5]' },
  skipInitialReview: {
    values: [[], [], ['cancel_subject', 'cancel_service', 'cancel_access'], []],
    source: '4.1: Tencent without initial review [T-CAN]'
  },
  cancellationEndsWithoutSms: { values: [false, false, false, true], source: '6.3: cancellation ends at WeChat [W-CANCEL, HK-cancel, T-CAN2]' },
  accountNameMustMatch: { values: [false, false, true, false], source: '2.8: need not match (Huawei), must match (Tencent)' },
  'watch.reviewDays': { values: [2, 1, 1, 2], source: '2.4 initial review [HK-status, A-GH-review, T-AUD]' },
  'watch.handOverDays': { values: [3, 1, 3, 3], source: '2.4 hand to bureau [A-GH-review, T-AUD]' }
}

t.test('the four presets differ exactly as the dossier says', async (t) => {
  const fields = PRESETS.map((preset) => flat(POLICY_PRESETS[preset]))
  const differing = Object.keys(fields[0]!).filter((field) => new Set(fields.map((values) => JSON.stringify(values[field]))).size > 1)
  t.strictSame(
    Object.fromEntries(differing.map((field) => [field, fields.map((values) => values[field])])),
    Object.fromEntries(Object.entries(DIFFERENCES).map(([field, { values }]) => [field, values]))
  )
  for (const [field, { source }] of Object.entries(DIFFERENCES)) t.ok(source, `${field} has a source`)
})

t.test('every preset has every field, and none that another lacks', async (t) => {
  for (const preset of PRESETS) t.strictSame(Object.keys(flat(POLICY_PRESETS[preset])), Object.keys(flat(POLICY_PRESETS.huawei)), preset)
})

/** Groups of switches, field by field; lists and tables by province or type stay whole. */
function flat (policy: OrderPolicy): Record<string, unknown> {
  return Object.fromEntries(Object.entries(policy).flatMap(([name, value]) =>
    GROUPS.includes(name) ? Object.entries(value as object).map(([field, inner]) => [`${name}.${field}`, inner]) : [[name, value]]))
}
