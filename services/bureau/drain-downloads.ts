import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { crashPoint } from '../platform/crash-point.ts'
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
        crashPoint('after_file_stored')
        await client(channel).acknowledge(file.fileName)
        crashPoint('after_acknowledge')
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
async function receive (deps: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig, file: FileInfos): Promise<boolean> {
  try {
    const { zipBytes } = openFile(file, channel.cipher)
    await store(deps, db, channel.id, file.fileName, { state: 'received', hash: file.beianInfoHash, bytes: zipBytes, note: null })
    return true
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error
    await store(deps, db, channel.id, file.fileName, {
      state: 'quarantined', hash: `damaged: ${file.beianInfoHash}`, bytes: Buffer.from(file.beianInfo), note: error.reason
    })
    deps.log.error({ channel: channel.id, fileName: file.fileName, reason: error.reason }, 'a file from the bureau is damaged')
    return false
  }
}

type Received = { state: 'received' | 'quarantined', hash: string, bytes: Buffer, note: string | null }

/** A file that comes again, because its acknowledgement was lost, is only counted. */
async function store (
  { sealing, now }: BureauDeps, db: Kysely<BureauDatabase>, channelId: string, fileName: string, { state, hash, bytes, note }: Received
): Promise<void> {
  const id = randomUUIDv7()
  await db.insertInto('bureau_inbox')
    .values({
      id, channel_id: channelId, file_name: fileName, file_hash: hash, file: sealing.sealBytes(bytes, id), state, note, received_at: now()
    })
    .onConflict((conflict) => conflict.constraint('a_file_is_stored_once').doUpdateSet({ seen: sql`bureau_inbox.seen + 1` }))
    .execute()
}
