/** One thing that must be right before this process can serve, and what to do when it is not. */
export type Readiness = { name: string, ok: boolean, remedy?: string }
