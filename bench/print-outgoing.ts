import type { Outgoing } from './measure-outgoing.ts'

/** Source: DESIGN.md section 8. */
const PER_SECOND = {
  relay: { PostgreSQL: 1000, Redis: 5000 },
  webhooks: { PostgreSQL: 1500, Redis: 1500 },
  events: { PostgreSQL: 1500, Redis: 1500 }
} as const
const WORKER_MB = 250
const NAMES = { relay: 'outbox to queue', webhooks: 'webhooks', events: 'events to webhooks' } as const

export function printOutgoing ({ what, backend, count, ms, workerMb }: Outgoing): void {
  const perSecond = count / ms * 1000
  const wanted = PER_SECOND[what][backend]
  const misses = [
    ...perSecond < wanted ? [`rate < ${wanted.toLocaleString('en')}/s`] : [],
    ...workerMb > WORKER_MB ? [`worker > ${WORKER_MB} MB`] : []
  ]
  const verdict = misses.length === 0 ? 'met' : `MISSED: ${misses.join(', ')}`
  console.log(`${NAMES[what]}, ${backend}: ${count} by one worker, ${Math.round(perSecond).toLocaleString('en')}/s, worker ${workerMb.toFixed(0)} MB  ${verdict}`)
}
