import { lookup, Resolver } from 'node:dns/promises'

/** All addresses of a name, at least one. */
export type ResolveName = (name: string) => Promise<string[]>

/**
 * Asks the name servers without `getaddrinfo`: that one blocks one of four threads, which all of this process's files
 * and names share, so that a few names whose servers are silent would stop everybody's deliveries. It also leaves out
 * /etc/hosts and search domains, which only lead inside.
 */
export function createPublicResolver (servers?: string[]): ResolveName {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  if (servers) resolver.setServers(servers)
  return async (name) => {
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]) // IPv4 first: it works everywhere
    const addresses = answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value : [])
    if (addresses.length > 0) return addresses
    throw firstFailure(answers)
  }
}

/** As everything else on this machine does it: for hosts that the operator has named. */
export async function resolveLikeSystem (name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address)
}

function firstFailure (answers: Array<PromiseSettledResult<string[]>>): unknown {
  const failed = answers.find((answer) => answer.status === 'rejected')
  return failed?.reason ?? Object.assign(new Error('no address'), { code: 'ENODATA' })
}
