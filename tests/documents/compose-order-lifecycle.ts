import { drawMachine } from '../../machines/order/drawing/draw-machine.ts'
import { MAIN_PATH, ORDER_CHART } from '../../machines/order/drawing/draw-machine-as-data.ts'
import type { GuardName } from '../../machines/order/order-conditions.ts'
import { MACHINE_VERSION } from '../../machines/order/order-machine.ts'
import { ORDER_STATES } from '../../machines/order/order-states.ts'
import { REFUSAL_REASONS } from '../../machines/order/refusal-reasons.ts'
import { TYPES } from './charts-of-preset.ts'
import { diagramsOfTypes, mermaid } from './diagrams-of-types.ts'
import { code, markdownTable } from './markdown-table.ts'
import { tableOfDeadlines } from './table-of-deadlines.ts'
import { tableOfFacts, tableOfRequests } from './table-of-events.ts'
import { tableOfOrderTypes } from './table-of-order-types.ts'
import { tableOfStates } from './table-of-states.ts'
import { tablesOfPolicies } from './tables-of-policies.ts'

/** The guards that choose a way, as the diagrams name them. */
const WORDS: Partial<Record<GuardName, string>> = {
  isReviewed: 'orders of this type are reviewed by the provider, and its policy does not skip that',
  asksOwner: 'the applicant confirms once more before the bureau hears of it',
  asksCounterparty: 'the account that takes over has to agree',
  goesToBureau: 'the bureau has a say; otherwise the provider settles it',
  asksForSms: 'somebody has to verify by SMS',
  endsWithoutSms: 'a cancellation that nobody verifies ends, where the policy says so',
  rulesHold: 'the rules of today find nothing wrong with the content; otherwise it goes back for correction'
}

/** docs/order-lifecycle.md, whole: words by hand, and between them what the statechart says today. */
export function composeOrderLifecycle (): string {
  const overview = drawMachine(ORDER_CHART, MAIN_PATH)
  const { different, same } = tablesOfPolicies()
  return `<!-- Written by \`npm run documents\` from the statechart. Change machines/order or tests/documents, not this page. -->

# The life of an order

One statechart runs every filing order (备案订单): ${TYPES.length} order types, ${Object.keys(ORDER_STATES).length} states, whatever the provider's policy. This page is drawn
from it, version ${MACHINE_VERSION} (\`machines/order/order-machine.ts\`); a running service answers the same at \`GET /v1/meta/machine\`.

Three kinds of things happen to an order. Somebody makes a **request** (\`submit\`, \`pass\`), which may be refused, with reasons. Something
has happened elsewhere, a **fact** (\`bureau_approved\`), which is never refused, at most ignored. Or a **deadline** that the order itself set
comes due. Each may move the order to another state, and has effects: a message, an upload, a change of the register.

The short version: the applicant fills in a *draft* and submits it; a reviewer of the provider looks at it (*initial review*); an operator,
or the policy, hands it over to the bureau; the persons named in it verify by SMS; the bureau reviews it and allots a number. At
every step it may come back to the applicant with findings, be corrected and submitted again.

- [Overview](#overview)
- [States](#states)
- [Deadlines](#deadlines)
- [Requests](#requests) and [facts](#facts)
- [Order types](#order-types)
- [Policies](#policies)
- [Why a request is refused](#why-a-request-is-refused)
- [Each type by itself](#each-type-by-itself)

## Overview

Every order type under any policy. A colour says whose turn it is: blue the applicant, indigo the other account, amber the
provider's staff, violet the service itself, cyan the persons who verify, red the bureau, grey nobody. A dashed box gathers the states
from which the same may happen. \`after\` is a deadline. In brackets stands what chooses between several ways, tried in the order
of the chart; what an event needs besides (a role, no open finding, a policy) is in the tables below.

${mermaid(overview)}

${markdownTable(['in brackets', 'means that'], choicesIn(overview).map((name) => [code(name), wordsOf(name)]))}

## States

An *open* order may keep others of the same subject or domain from being opened. Whether a request is accepted in the end depends on
policy, type, findings and lease too: \`actions\` of an order says it for the moment, with reasons. What a role may not ask at all is
hidden from it.

${tableOfStates()}

## Deadlines

How long each runs under the four presets, from entering the state; – where the preset has none or no order
gets there. Under \`alibaba\` reminders and expiry are counted from the creation of the order, and end with its first hand-over. A
deadline ends when its state is left, and fires though the service was down, at the moment at which it was due.

Working days are those of China, with holidays and make-up workdays; in some provinces the bureau has its own (\`watch.bureauDaysOf\`). The
State Council announces them in November for the next year. In a year that the installed calendar does not know yet a date is a
forecast: the days that are free by law count as free, and no weekend counts as worked. \`npm install --save-exact chinese-days@latest\`
brings an announcement; deadlines that are set already stay where they are.

${tableOfDeadlines()}

## Requests

Who may make one at all, and where it may lead; *stays* means that it is recorded and may change the order, but not its state.
Everywhere else it is refused with \`not_in_this_state\`. Who may \`resend\` is the policy's choice (\`mayResend\`), and a reviewer decides with
the lease of the review task.

${tableOfRequests()}

## Facts

A fact comes once or twice, late or out of order. In a state that is not listed, and when it is about an earlier hand-over, it is recorded as ignored.

${tableOfFacts()}

## Order types

The type check (验证备案类型) names the type; the statechart reads these flags.

${tableOfOrderTypes()}

## Policies

What a provider may choose (\`machines/order/policy/order-policy.ts\` says what each switch means and where it is from). \`ORDER_POLICY\` names a preset
or holds a whole policy as JSON; each order keeps the one under which it was placed. Where the presets differ:

${different}

And where they do not:

${same}

## Why a request is refused

The codes of \`actions\` and of a 409 \`illegal_transition\`.

${markdownTable(['code', '中文', 'English'], Object.entries(REFUSAL_REASONS).map(([name, { zh, en }]) => [code(name), zh, en]))}

## Each type by itself

Under the preset \`huawei\`, with only what orders of the type do. Any other: \`GET /v1/meta/machine?format=mermaid&orderType=…&preset=…\`.

${diagramsOfTypes()}
`
}

/** Guards that a diagram names, in the order in which it does. */
function choicesIn (diagram: string): GuardName[] {
  return [...new Set([...diagram.matchAll(/\[([\w, ]+)\]/g)].flatMap(([, names]) => names!.split(/, | or /)))] as GuardName[]
}

function wordsOf (guard: GuardName): string {
  const words = WORDS[guard]
  if (words === undefined) throw new Error(`the diagram names the guard ${guard}: say above what it means`)
  return words
}
