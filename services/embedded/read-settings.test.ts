import t from 'tap'
import { fileURLToPath } from 'node:url'
import { readSettings } from './read-settings.ts'

t.test('without a word it runs on 3000 and 3100, with its data in the checkout, wherever it is called from', async (t) => {
  t.same(readSettings({}), {
    port: 3000, simulatorPort: 3100, dataDir: fileURLToPath(new URL('../../.data', import.meta.url)), redisUrl: undefined
  })
})

t.test('PORT, SIMULATOR_PORT and DATA_DIR choose other places', async (t) => {
  t.match(readSettings({ PORT: '4000', SIMULATOR_PORT: '4100', DATA_DIR: '/srv/beian', REDIS_URL: 'redis://127.0.0.1' }), {
    port: 4000, simulatorPort: 4100, dataDir: '/srv/beian', redisUrl: 'redis://127.0.0.1'
  })
})

t.test('every fault is told at once', async (t) => {
  t.throws(() => readSettings({ PORT: '0', SIMULATOR_PORT: 'x' }), { message: /PORT must be .*"0"\nSIMULATOR_PORT must be .*"x"/ })
  t.throws(() => readSettings({ PORT: '70000' }), { message: /PORT must be/ })
  t.throws(() => readSettings({ PORT: '3100' }), { message: 'PORT and SIMULATOR_PORT must differ' })
})
