import type { BureauChannelConfig } from '../bureau/bureau-channel-config.ts'
import { DEFAULT_ACCOUNT, type SimulatorAccount } from '../bureau-simulator/simulator-options.ts'

export type EmbeddedProvince = 'guangdong' | 'zhejiang'

/**
 * The accounts of the embedded provider. Invented: what a bureau's letter of parameters would say. Zhejiang has not opened
 * the right to report yet (code 19): its channel is stopped, and what is handed over waits in bureau_submitting.
 */
const ACCOUNTS: Record<EmbeddedProvince, SimulatorAccount> = {
  guangdong: DEFAULT_ACCOUNT,
  zhejiang: {
    ...DEFAULT_ACCOUNT,
    ispId: '330000000001',
    password: 'Bureau#2025',
    province: '330000',
    abbreviation: '浙',
    mayReport: false
  }
}

/** An accepted upload of the simulator shows at once; a second is for a machine that is busy. */
const VISIBLE_AFTER_MS = 1000

export function accountOf (province: EmbeddedProvince): SimulatorAccount {
  return ACCOUNTS[province]
}

/** The channel through which Beian reaches the account of the simulator, for BUREAU_CHANNELS. */
export function channelOf (province: EmbeddedProvince, endpoint: string): Partial<BureauChannelConfig> {
  const { ispId, userName, password, cipher } = accountOf(province)
  return {
    id: province, province, endpoint, ispId, userName, password, cipher, encryptUploads: true, visibleAfterMs: VISIBLE_AFTER_MS
  }
}
