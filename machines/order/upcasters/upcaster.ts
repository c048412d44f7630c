/** What a release stored of an order, in whatever shape it had. */
export type StoredSnapshot = { state: string, context: unknown }
/** What a row says beside its snapshot, and has said since the first release. */
export type SnapshotRow = { province: string, createdAt: string }

/** One step: from what one version of the machine stored to what the next one would have. Pure, and frozen once released. */
export type Upcaster = {
  snapshot: (stored: StoredSnapshot, row: SnapshotRow) => StoredSnapshot
  /** The birth that the first history row keeps. */
  birth: (birth: unknown, row: SnapshotRow) => unknown
  /** Deadlines that have another name now, or null: none. A name that was in use is never given anew. */
  timers: Readonly<Record<string, string | null>>
}
