import type { JobData } from '../platform/queue.ts'
import { runJob } from './run-job.ts'
import type { EffectJob, Processor, WorkerDeps } from './worker-deps.ts'

/** @throws Error for an effect that this release does not know: its job is tried again, by then perhaps by a newer one */
export async function runEffect (deps: WorkerDeps, processors: Record<string, Processor>, name: string, data: JobData): Promise<void> {
  const processor = processors[name]
  if (!processor) throw new Error(`no processor for ${name}: was this job queued by a newer release?`)
  const { effectId, orderId } = data
  await runJob(deps, name, { effectId, orderId }, async () => await processor(deps, data as EffectJob))
}
