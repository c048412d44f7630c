import t from 'tap'
import { until } from '../../tests/support/until.ts'
import type { WorkerPart } from './worker-part.ts'
import { onBothBackends } from './testing/on-both-backends.ts'
import { startWorker } from './testing/start-worker.ts'

type Gate = { part: WorkerPart, begun: string[], finished: string[], open (): void }

/** A part whose jobs wait until somebody opens. */
function createGate (): Gate {
  let open = () => {}
  const opened = new Promise<void>((resolve) => { open = resolve })
  const begun: string[] = []
  const finished: string[] = []
  const waiting = ['1', '2', '3']
  const part: WorkerPart = {
    queue: 'gate',
    concurrency: 2,
    async relay (queue) {
      await queue.addBulk(waiting.map((id) => ({ name: 'wait', data: { id }, opts: { jobId: `job-${id}` } })))
      return waiting.splice(0).length
    },
    sweep: async () => {},
    async process (_, { id }) {
      begun.push(String(id))
      await opened
      finished.push(String(id))
    }
  }
  return { part, begun, finished, open }
}

for (const { backend, redis, skip } of onBothBackends()) {
  t.test(`on ${backend} a worker that is to end finishes what it has begun and begins nothing more`, { skip }, async (t) => {
    const gate = createGate()
    const { worker } = await startWorker(t, { redisUrl: redis, extraParts: () => [gate.part] })
    await until(() => gate.begun.length === 2)
    const closed = worker.close()
    gate.open()
    await closed
    t.same([gate.begun.length, gate.finished.length], [2, 2])
    t.notOk(worker.isLeader())
  })

  t.test(`on ${backend} it does not wait for ever`, { skip }, async (t) => {
    const gate = createGate()
    const { worker } = await startWorker(t, { redisUrl: redis, extraParts: () => [gate.part], finishWithinMs: 300 })
    await until(() => gate.begun.length === 2)
    await worker.close()
    t.same(gate.finished, [])
    gate.open()
    await until(() => gate.finished.length === 2)
  })
}
