import { resumeChannel } from '../bureau/bureau-channels.ts'
import type { BureauDatabase } from '../bureau/bureau-tables.ts'
import { readConfig } from '../platform/config.ts'
import { connectPostgres } from '../platform/postgres.ts'
import { startOrExplain } from '../platform/start-or-explain.ts'

// `npm run resume-channel -- guangdong`: for a channel that stopped for a reason that is not in its configuration
await startOrExplain('resume-channel', async () => {
  const [id] = process.argv.slice(2)
  if (id === undefined) throw new Error('name the channel, as in: npm run resume-channel -- guangdong')
  const { DATABASE_URL } = readConfig(process.env, ['DATABASE_URL'])
  const db = connectPostgres<BureauDatabase>({ url: DATABASE_URL, name: 'beian resume-channel' })
  try {
    if (!await resumeChannel({ db }, id)) throw new Error(`there is no channel ${id}`)
    console.log(`${id} runs again, from its next poll on`)
  } finally {
    await db.destroy()
  }
})
