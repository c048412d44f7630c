import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DomainError } from '../../../machines/order/order-errors.ts'
import type { ApiDeps } from '../api-deps.ts'
import { CLOCK_FOLLOWERS } from '../test-clock/clock-followers.ts'
import { parseDuration } from '../test-clock/parse-duration.ts'
import { requestInvalid } from '../problems/request-error.ts'
import { GivenMoment, MomentSchema, TextSchema } from '../schemas/text-schema.ts'
import type { TestClock } from '../test-clock/test-clock.ts'

const Follower = Type.Object({
  name: Type.String(), follows: Type.Boolean(), note: TextSchema
}, { additionalProperties: false })

const read = {
  operationId: 'getTestClock',
  summary: 'Read the test clock',
  description: 'And what moves with it: access tokens, for one, do not.',
  tags: ['test clock'],
  response: { 200: Type.Object({ now: MomentSchema, followers: Type.Array(Follower) }, { additionalProperties: false }) }
}
const advance = {
  operationId: 'advanceTestClock',
  summary: 'Move the test clock forward',
  description: 'Everything that falls due on the way happens, in its order.',
  tags: ['test clock'],
  body: Type.Object({
    advance: Type.Optional(Type.String({ maxLength: 32, description: 'ISO 8601 duration of weeks, days, hours, minutes and seconds', examples: ['P1D'] })),
    to: Type.Optional(GivenMoment)
  }, { additionalProperties: false, minProperties: 1, maxProperties: 1, description: 'One of both' }),
  response: {
    200: Type.Object({
      now: MomentSchema, fired: Type.Integer({ description: 'Deadlines of orders that fell due' })
    }, { additionalProperties: false })
  }
}

export const testClock: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { testClock }) => {
  const config = { roles: ['admin'] as const, refusals: [404] }
  app.get('/test-clock', { schema: read, config }, async () => ({ now: turnedOn(testClock).now().toISOString(), followers: CLOCK_FOLLOWERS }))
  app.post('/test-clock', { schema: advance, config }, async ({ body }) => {
    const clock = turnedOn(testClock)
    const { now, fired } = await clock.advance(targetOf(body, clock.now()))
    return { now: now.toISOString(), fired }
  })
}

function turnedOn (clock: TestClock | null): TestClock {
  if (clock) return clock
  throw new DomainError('test_clock_off', 'The test clock is off: start with TEST_CLOCK=1 to move time.')
}

function targetOf ({ advance, to }: { advance?: string, to?: string }, now: Date): Date {
  const target = to === undefined ? new Date(now.getTime() + parseDuration('advance', advance!)) : new Date(to)
  if (target < now) throw requestInvalid('to', 'IN_THE_PAST', { zh: '测试时钟只能向前', en: 'is in the past: the clock moves forward only' })
  if (target <= LATEST) return target
  throw requestInvalid(to === undefined ? 'advance' : 'to', 'TOO_FAR', {
    zh: '测试时钟不能越过 2099-12-31，且不能后退：请选择更早的时刻', en: 'leads past 2099-12-31, and the clock never goes back: choose an earlier moment'
  })
}

/** A slip of the pen would leave the database in a century from which no way leads back. */
const LATEST = new Date('2099-12-31T23:59:59.999Z')
