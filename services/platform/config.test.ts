import t from 'tap'
import { readConfig } from './config.ts'

t.test('a process gets the variables it names, typed, with their defaults', async (t) => {
  const config = readConfig({ DATABASE_URL: 'postgres://u:p@h/d', PORT: '8080', TEST_CLOCK: '1' },
    ['DATABASE_URL', 'PORT', 'TEST_CLOCK', 'REDIS_URL', 'BUREAU_POLL_EVERY_MS'])
  t.strictSame(config, {
    DATABASE_URL: 'postgres://u:p@h/d', PORT: 8080, TEST_CLOCK: true, REDIS_URL: undefined, BUREAU_POLL_EVERY_MS: 60_000
  })
  t.throws(() => { (config as { PORT: number }).PORT = 1 }, TypeError)
})

t.test('a wrong environment is told in one message that lists every fault', async (t) => {
  t.throws(() => readConfig({ PORT: 'eighty', LOG_LEVEL: 'loud' }, ['DATABASE_URL', 'PORT', 'LOG_LEVEL', 'SEALING_KEYS']),
    /DATABASE_URL is missing.*PORT is not valid.*LOG_LEVEL is not valid.*SEALING_KEYS is missing/s)
})

t.test('the message does not repeat a value, which may be a secret', async (t) => {
  try {
    readConfig({ DATABASE_URL: 'mysql://user:secret@host/db' }, ['DATABASE_URL'])
    t.fail('accepted')
  } catch (error) {
    t.notMatch((error as Error).message, /secret/)
  }
})
