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

t.test('what cannot work is refused at the start, with what is meant', async (t) => {
  const wrong = {
    CORS_ORIGINS: 'https://a.example/path', SIMULATOR_CONTROL_URL: 'zzz', SMTP_URL: 'smtp://', MAIL_FROM: 'a@', QUEUE_PREFIX: 'My queue', DATABASE_CONNECTIONS: '2'
  }
  const keys = Object.keys(wrong) as Array<keyof typeof wrong>
  for (const key of keys) t.throws(() => readConfig(wrong, [key]), new RegExp(`${key} is not valid \\(`))
  t.throws(() => readConfig(wrong, ['DATABASE_CONNECTIONS']), /6 to 500; connections of this process/)
  const right = {
    CORS_ORIGINS: 'https://a.example, http://localhost:5173',
    SIMULATOR_CONTROL_URL: 'http://127.0.0.1:3101',
    SMTP_URL: 'smtps://u:p%40@mail.example:465',
    MAIL_FROM: '备案 <no-reply@a.example>',
    QUEUE_PREFIX: 'beian_2'
  }
  t.strictSame(readConfig(right, Object.keys(right) as Array<keyof typeof right>), right)
})

t.test('the message does not repeat a value, which may be a secret', async (t) => {
  try {
    readConfig({ DATABASE_URL: 'mysql://user:secret@host/db' }, ['DATABASE_URL'])
    t.fail('accepted')
  } catch (error) {
    t.notMatch((error as Error).message, /secret/)
  }
})
