import type { Site } from '../documents/new-filing.ts'
import type { Check, Misfit } from './check-new-filing.ts'
import { CODE_LISTS } from './code-lists.ts'

/** 1033, 1034, 1066 lists; 1022 and 1041 the home address. */
export const checkSites: Check = ({ sites }) => sites.flatMap((site) =>
  checkSite(site).map((misfit) => ({ ...misfit, siteName: site.name })))

function checkSite (site: Site): Misfit[] {
  return [
    ...unknownOnes(site.approvals, CODE_LISTS.approvals, 1033),
    ...unknownOnes(site.contents, CODE_LISTS.contents, 1034),
    ...unknownOnes(site.languages, CODE_LISTS.languages, 1066),
    ...checkHomeUrl(site)
  ]
}

/** The home address goes without `http://` and must contain one of the site's domains. */
function checkHomeUrl ({ homeUrl, domains }: Site): Misfit[] {
  if (homeUrl === null) return []
  if (/^[a-z]+:\/\//i.test(homeUrl) || /\s/.test(homeUrl)) return [{ code: 1022, value: homeUrl }]
  return domains.some(({ name }) => homeUrl.toLowerCase().includes(name)) ? [] : [{ code: 1041, value: homeUrl }]
}

function unknownOnes (ids: string[], known: Set<string>, code: number): Misfit[] {
  return ids.filter((id) => !known.has(id)).map((value) => ({ code, value }))
}
