/** What its owner decides about an endpoint. Empty lists stand for all. */
export type EndpointSettings = {
  url: string
  description: string
  eventTypes: string[]
  provinces: string[]
  /** Whether events name persons. */
  personalData: boolean
  /** Null: as fast as it answers. */
  maxPerSecond: number | null
}
