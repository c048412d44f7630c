import t from 'tap'
import { DEFAULT_ACCOUNT } from '../simulator-options.ts'
import { newFilingXml } from '../testing/new-filing-xml.ts'
import { startBureau } from '../testing/start-bureau.ts'

/** 192.0.2.10, the address of the filing in the tests. */
const FILED = '3221225994'

for (const [what, address, ipRanges, codes] of [
  ['inside the provider\'s IP filing passes', FILED, [{ start: '192.0.2.0', end: '192.0.2.255' }], []],
  ['outside it is returned with 1063', FILED, [{ start: '198.51.100.0', end: '198.51.100.255' }], ['1063']],
  ['of a private network is returned with 1006', String(10 * 2 ** 24 + 1), undefined, ['1006']],
  ['is not compared when no IP filing is known', FILED, undefined, []]
] as const) {
  t.test(`an address ${what}`, async (t) => {
    const account = { ...DEFAULT_ACCOUNT, ipRanges: ipRanges && [...ipRanges] }
    const { provider, after, close } = await startBureau({ accounts: [account] })
    t.after(close)
    await provider.upload(newFilingXml().replaceAll(FILED, address), 1)
    await after(60_000)
    const found = (await provider.drain()).flatMap(({ xml }) => [...xml.matchAll(/<Jgdm>(\d+)/g)].map(([, code]) => code))
    t.same(found, codes)
  })
}
