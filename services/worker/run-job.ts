import { UnrecoverableError } from 'bullmq'
import { DomainError } from '../../machines/order/order-errors.ts'
import type { Logger } from '../platform/logger.ts'

/** The only place that says which errors are worth another try: an outage is, a refusal would refuse again. */
export async function runJob (log: Logger, name: string, ids: object, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.error({ job: name, ...ids, err: error }, 'a job failed')
    if (error instanceof DomainError) throw new UnrecoverableError(error.message)
    throw error
  }
}
