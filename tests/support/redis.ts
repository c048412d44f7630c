import { readServers } from './servers.ts'

/** For `t.test(name, { skip: redisUrl() === null && NO_REDIS }, …)`. */
export const NO_REDIS = 'redis-server is not installed'

/** The Redis of this run, or null where none is installed. Others use it too: take queue names of your own. */
export function redisUrl (): string | null {
  return readServers().redisUrl
}
