import { NO_REDIS, redisUrl } from '../../../tests/support/redis.ts'

/** For `for (const { backend, redis, skip } of onBothBackends())`. */
export function onBothBackends () {
  return [
    { backend: 'PostgreSQL', redis: undefined, skip: false },
    { backend: 'Redis', redis: redisUrl() ?? undefined, skip: redisUrl() === null && NO_REDIS }
  ] as const
}
