import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry } from './bureau-store.ts'

/** An append-only file of JSON lines. It holds what a bureau would hold, personal data too: the folder is the owner's only. */
export type Journal = {
  append (entries: Entry[]): void
  /** Resolves when every line appended so far has been synced. Calls that wait together share one sync. */
  settled (): Promise<void>
  close (): Promise<void>
}

/**
 * Opens the journal of a folder and returns what it remembers, shortened to one entry a key.
 * A last line without its end is what kill -9 leaves: nobody was answered for it, so it is dropped.
 */
export async function openJournal (stateDir: string): Promise<{ journal: Journal, remembered: Entry[] }> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 })
  const path = join(stateDir, 'bureau.jsonl')
  const remembered = latestOfEachKey(await readLines(path))
  await rewrite(path, remembered)
  return { journal: await appendTo(path), remembered }
}

async function appendTo (path: string): Promise<Journal> {
  const file = await open(path, 'a', 0o600)
  let waiting = ''
  let syncing: Promise<void> | null = null

  async function sync (): Promise<void> {
    while (waiting !== '') {
      const lines = waiting
      waiting = ''
      await file.appendFile(lines)
      await file.datasync()
    }
  }

  async function settled (): Promise<void> {
    if (!syncing && waiting === '') return
    // After a failure the promise stays: a bureau whose disk is gone must not answer "accepted" ever again.
    syncing ??= sync().then(() => { syncing = null })
    await syncing
    await settled()
  }

  return {
    append (entries) { waiting += `${JSON.stringify(entries)}\n` },
    settled,
    async close () {
      try {
        await settled()
      } finally {
        await file.close()
      }
    }
  }
}

async function readLines (path: string): Promise<Entry[][]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Entry[])
}

/** The order of keys follows their first write, as it does in memory. */
function latestOfEachKey (lines: Entry[][]): Entry[] {
  const latest = new Map<string, Entry>()
  for (const entry of lines.flat()) {
    const key = JSON.stringify([entry[0], entry[1]])
    if (entry[2] === null) latest.delete(key)
    else latest.set(key, entry)
  }
  return [...latest.values()]
}

/** Shortened beside the old file and renamed over it, so that a crash leaves the one or the other. */
async function rewrite (path: string, entries: Entry[]): Promise<void> {
  const next = `${path}.next`
  const file = await open(next, 'w', 0o600)
  try {
    for (const entry of entries) await file.appendFile(`${JSON.stringify([entry])}\n`)
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(next, path)
}
