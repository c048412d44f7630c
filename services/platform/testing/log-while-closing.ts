import { createLogger } from '../logger.ts'
import { closeOnSignal } from '../shutdown.ts'

// a process that has much to say while it closes
const log = createLogger({ name: 'part', level: 'info' })
const hold = setInterval(() => {}, 1000)
closeOnSignal(log, [async () => {
  clearInterval(hold)
  for (let line = 0; line < 100; line++) log.error({ line, text: 'x'.repeat(1000) }, 'the database is gone')
}])
process.stdout.write('{"ready":true}\n')
