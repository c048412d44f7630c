import { randomUUID } from 'node:crypto'
import { access, constants, link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findProcess } from './find-process.ts'

type Owner = { pid: number, started: string }

const TURN = /^owner-(\d+)\.json$/

/**
 * Makes the folder belong to one process until that process ends or the claim is released.
 *
 * Node has no flock, and removing a dead owner's lock file races with the next owner's new one. So nobody
 * removes the newest file: a claim is the file after it, which only one process can create.
 *
 * @throws when its owner is still alive, with the folder and the remedy
 */
export async function claimFolder (folder: string, pid: number): Promise<{ release: () => Promise<void> }> {
  await makeFolder(folder)
  const owner = { pid, started: findProcess(pid)?.started ?? '' }
  for (;;) {
    const last = (await findTurns(folder)).at(-1) ?? 0
    const holder = await readOwner(folder, last)
    if (holder !== null && isAlive(holder)) throw new Error(inUse(folder, holder))
    if (!await takeTurn(folder, last + 1, owner)) continue
    return { release: async () => await releaseFolder(folder, pid) }
  }
}

/** Ends the claim of this process, if it holds one. */
export async function releaseFolder (folder: string, pid: number): Promise<void> {
  const last = (await findTurns(folder)).at(-1) ?? 0
  const holder = await readOwner(folder, last)
  if (holder?.pid !== pid) return
  const draft = join(folder, `owner-draft-${randomUUID()}`)
  await writeFile(draft, '{}\n')
  await rename(draft, turnFile(folder, last))
}

async function makeFolder (folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (error) {
    throw new Error(`cannot write to ${folder} as uid ${process.getuid?.() ?? '?'}: run as the owner of that folder, ` +
      'delete it, or choose another DATA_DIR', { cause: error })
  }
}

async function takeTurn (folder: string, turn: number, owner: Owner): Promise<boolean> {
  const draft = join(folder, `owner-draft-${randomUUID()}`)
  await writeFile(draft, JSON.stringify(owner) + '\n')
  try {
    await link(draft, turnFile(folder, turn)) // unlike open and write: never there without its content
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
  const turns = await findTurns(folder)
  const isNewest = turns.at(-1) === turn // else we were so slow that a later turn came and cleared ours away
  for (const old of isNewest ? turns.slice(0, -1) : [turn]) await rm(turnFile(folder, old), { force: true })
  return isNewest
}

async function findTurns (folder: string): Promise<number[]> {
  const names = await readdir(folder)
  return names.flatMap((name) => Number(TURN.exec(name)?.[1] ?? [])).filter(Boolean).sort((a, b) => a - b)
}

async function readOwner (folder: string, turn: number): Promise<Owner | null> {
  try {
    const owner = JSON.parse(await readFile(turnFile(folder, turn), 'utf8')) as Partial<Owner>
    return typeof owner.pid === 'number' && typeof owner.started === 'string' ? owner as Owner : null
  } catch {
    return null
  }
}

function isAlive (owner: Owner): boolean {
  return findProcess(owner.pid)?.started === owner.started
}

function turnFile (folder: string, turn: number): string {
  return join(folder, `owner-${turn}.json`)
}

function inUse (folder: string, holder: Owner): string {
  return `${folder} is in use by process ${holder.pid} (${findProcess(holder.pid)?.command ?? 'ended'}): ` +
    'stop that one first, or choose another DATA_DIR'
}
