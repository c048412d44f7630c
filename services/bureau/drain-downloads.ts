import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { BureauChannelConfig } from './bureau-channel-config.ts'
import type { BureauDeps } from './bureau-deps.ts'
import { parkChannel, stopChannel } from './bureau-channels.ts'
import type { BureauDatabase } from './bureau-tables.ts'
import { OutcomeUnknown } from './outcome-unknown.ts'
import type { FileInfos } from './pipeline/return-document.ts'
import { DamagedFile, openFile } from './pipeline/sealed-file.ts'

/** So that one long queue does not hold a channel for ever. Source: bureau-interface 5.1. */
const FILES_PER_ROUND = 50
const SILENT_BUREAU_RESTS_MS = 60 * 1000

/** Fetches what waits for us. Each file is stored before it is acknowledged; without that it would be lost for ever. */
export async function drainDownloads (deps: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig): Promise<void> {
  const { client, now, log } = deps
  try {
    for (let files = 0; files < FILES_PER_ROUND; files++) {
      const { file, reaction, code } = await client(channel).download()
      if (file) {
        if (!await receive(deps, db, channel, file)) return
        await client(channel).acknowledge(file.fileName)
      }
      if (reaction === 'stop_channel') return await stopChannel(deps, channel.id, `download answered code ${code}`)
      if (!file || reaction === 'drained') break
    }
    await db.updateTable('bureau_channel').set({ last_polled_at: now() }).where('id', '=', channel.id).execute()
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error
    log.warn({ channel: channel.id, err: error }, 'downloads could not be drained')
    await parkChannel(deps, channel.id, SILENT_BUREAU_RESTS_MS, 'the bureau does not answer')
  }
}

/** False: the file is damaged and stays unacknowledged, so that the bureau sends it again. */
async function receive ({ sealing, now, log }: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig, file: FileInfos): Promise<boolean> {
  const id = randomUUIDv7()
  const row = { id, channel_id: channel.id, file_name: file.fileName, received_at: now() }
  try {
    const { zipBytes } = openFile(file, channel.cipher)
    await db.insertInto('bureau_inbox')
      .values({ ...row, file_hash: file.beianInfoHash, file: sealing.sealBytes(zipBytes, id), state: 'received' })
      .onConflict((conflict) => conflict.constraint('a_file_is_stored_once').doUpdateSet({ seen: sql`bureau_inbox.seen + 1` })).execute()
    return true
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error
    await db.insertInto('bureau_inbox')
      .values({ ...row, file_hash: `damaged: ${file.beianInfoHash}`, file: sealing.sealBytes(Buffer.from(file.beianInfo), id), state: 'quarantined', note: error.reason })
      .onConflict((conflict) => conflict.constraint('a_file_is_stored_once').doUpdateSet({ seen: sql`bureau_inbox.seen + 1` })).execute()
    log.error({ channel: channel.id, fileName: file.fileName, reason: error.reason }, 'a file from the bureau is damaged')
    return false
  }
}
