import { findRunning } from '../find-running.ts'
import { readSettings } from '../read-settings.ts'
import { paint } from '../terminal/paint.ts'
import { listWays } from './list-ways.ts'
import { readWanted, type Wanted } from './read-wanted.ts'
import { triggerEvent } from './trigger-event.ts'

// makes an event happen on the service that runs on this data folder, as it would happen with customers
try {
  await main(readWanted(process.argv.slice(2)))
} catch (error) {
  console.error(`${paint('red', 'trigger:')} ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

async function main (wanted: Wanted): Promise<void> {
  if (wanted.list) return console.log(listWays())
  const { type, account, mayMoveClock } = wanted
  const beian = await findRunning(readSettings(process.env).dataDir)
  const { id, sequence, orderId } = await triggerEvent(beian, type, {
    ...account !== undefined && { account }, mayMoveClock, say: (line) => console.log(`  ${line}`)
  })
  console.log(`${paint('green', type)}  event ${paint('bold', id)}, sequence ${sequence} of order ${orderId}`)
}
