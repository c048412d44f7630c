import type { BureauState } from './bureau-state.ts'
import type { Journal } from './journal.ts'

export type Collection = keyof BureauState

/** One write: a value under its key, or null to forget it. */
export type Entry = [collection: Collection, key: string, value: unknown]

type Collections = { [Name in Collection]: Map<string, BureauState[Name]> }

/** State in memory, and every change of it in the journal. One `change` is one journal line: all of it or nothing survives. */
export type BureauStore = {
  get <Name extends Collection> (collection: Name, key: string): BureauState[Name] | undefined
  all <Name extends Collection> (collection: Name): BureauState[Name][]
  /** Without a copy, for looking through; not for changing what is looked through. */
  each <Name extends Collection> (collection: Name): Iterable<BureauState[Name]>
  has (collection: Collection, key: string): boolean
  put <Name extends Collection> (collection: Name, key: string, value: BureauState[Name]): void
  remove (collection: Collection, key: string): void
  clear (collection: Collection): void
  /** Runs `work` and journals all that it wrote as one line. */
  change <Result> (work: () => Result): Result
  /** Resolves when everything written so far is on the disk. */
  settled (): Promise<void>
}

/** @throws whatever the journal met on the disk, from `settled` on. */
export function createBureauStore (journal: Journal | null, remembered: Entry[]): BureauStore {
  const collections = emptyCollections()
  let pending: Entry[] | null = null
  for (const entry of remembered) apply(collections, entry)

  function write (entry: Entry): void {
    apply(collections, entry)
    if (pending) pending.push(entry)
    else journal?.append([entry])
  }

  return {
    get: (collection, key) => collections[collection].get(key),
    all: (collection) => [...collections[collection].values()],
    each: (collection) => collections[collection].values(),
    has: (collection, key) => collections[collection].has(key),
    put: (collection, key, value) => write([collection, key, value]),
    remove: (collection, key) => write([collection, key, null]),
    clear (collection) {
      for (const key of [...collections[collection].keys()]) write([collection, key, null])
    },
    change (work) {
      if (pending) return work()
      pending = []
      try {
        return work()
      } finally {
        // Also when work throws: memory has changed, and the journal must tell the same story.
        if (pending.length > 0) journal?.append(pending)
        pending = null
      }
    },
    settled: async () => await journal?.settled()
  }
}

function emptyCollections (): Collections {
  return {
    accounts: new Map(),
    requests: new Map(),
    dueSteps: new Map(),
    messages: new Map(),
    files: new Map(),
    acknowledged: new Map(),
    filings: new Map(),
    submissions: new Map(),
    rules: new Map(),
    faults: new Map(),
    settings: new Map(),
    counters: new Map()
  }
}

function apply (collections: Collections, [collection, key, value]: Entry): void {
  const map = collections[collection] as Map<string, unknown>
  if (value === null) map.delete(key)
  else map.set(key, value)
}
