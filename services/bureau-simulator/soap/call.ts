import type { FileInfos } from '../../bureau/pipeline/return-document.ts'
import type { SimulatorAccount } from '../simulator-options.ts'
import type { Bureau } from '../life/bureau.ts'

/** One call of a provider, before anybody has believed it. */
export type Call = {
  operation: string
  params: Record<string, string>
  callerAddress: string
  maintenance: boolean
}

/** A call whose unit, user and password are right. */
export type AdmittedCall = { bureau: Bureau, account: SimulatorAccount } & Call

export type Answer = { code: number, dataSequences?: number[], fileInfos?: FileInfos, message?: string }
