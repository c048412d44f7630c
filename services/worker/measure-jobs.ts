import { Counter, Histogram, type Registry } from 'prom-client'
import { QUEUE_NAMES } from '../platform/queue/queue-names.ts'

export type JobFigures = {
  begin (queue: string, name: string): (outcome: 'done' | 'failed') => void
  givenUp (queue: string, name: string): void
  stalled (queue: string): void
}

/** Jobs by name and outcome; each try counts. */
export function measureJobs (registry: Registry): JobFigures {
  const duration = new Histogram({
    name: 'beian_job_duration_seconds',
    help: 'Time at work on a job, one try',
    labelNames: ['queue', 'job', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30, 60],
    registers: [registry]
  })
  const givenUp = new Counter({
    name: 'beian_jobs_given_up_total', help: 'Jobs whose tries have all failed', labelNames: ['queue', 'job'], registers: [registry]
  })
  const stalled = new Counter({
    name: 'beian_jobs_stalled_total', help: 'Jobs whose worker died or fell silent', labelNames: ['queue'], registers: [registry]
  })
  for (const queue of QUEUE_NAMES) stalled.inc({ queue }, 0) // an increase from nothing is none to Prometheus
  return {
    begin (queue, name) {
      const end = duration.startTimer({ queue, job: name })
      return (outcome) => { end({ outcome }) }
    },
    givenUp: (queue, name) => givenUp.inc({ queue, job: name }),
    stalled: (queue) => stalled.inc({ queue })
  }
}
