import type { Supervision } from './supervise.ts'

export function apiUrls ({ urls }: Pick<Supervision, 'urls'>): string[] {
  return Object.entries(urls).filter(([name]) => name.startsWith('api')).map(([, url]) => url)
}
