import t from 'tap'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectLogs } from './collect-logs.ts'

const WARNING = '{"level":40,"time":"2026-11-22T01:02:03.000Z","pid":1,"name":"worker","channel":"zhejiang","msg":"bureau channel parked"}'

t.test('each part has a log of its own, and its warnings are counted', async (t) => {
  const dataDir = t.testdir()
  const logs = collectLogs(dataDir)
  logs.log('api', 'hello', 'stdout')
  logs.log('worker', WARNING, 'stdout')
  logs.log('worker', '{"level":30,"msg":"uploaded"}', 'stdout')
  logs.log('worker', 'Error: no memory', 'stderr')
  await logs.close()
  t.equal(await readFile(join(dataDir, 'logs', 'api.log'), 'utf8'), 'hello\n')
  t.equal((await readFile(join(dataDir, 'logs', 'worker.log'), 'utf8')).split('\n')[0], WARNING)
  t.same(logs.warnings(), { worker: { count: 2, last: 'Error: no memory' } })
  t.same(logs.lastLines('worker'), [
    'worker  01:02:03 bureau channel parked channel=zhejiang', 'worker  uploaded', 'worker  Error: no memory'
  ])
})
