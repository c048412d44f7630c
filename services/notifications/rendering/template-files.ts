import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LANGUAGES, type Language } from '../message-templates.ts'
import { MESSAGE_TEMPLATES } from '../notification-plan.ts'

export type TemplateFault = { file: string, line: number, message: string }

/** By language and name: `zh/order_submitted.sms`. `file` is how a fault names it. */
export type TemplateFiles = Map<string, { file: string, text: string }>

const OURS = fileURLToPath(new URL('../templates', import.meta.url))

export const LAYOUTS = ['in_site', 'sms', 'subject', 'mail', 'html'] as const
export type Layout = (typeof LAYOUTS)[number]

const AUDIENCES = ['applicant', 'counterparty', 'owners', 'reviewers', 'bureau_operators', 'admins']
const CHANNELS = ['in_site', 'sms', 'mail']
const NAMES = new RegExp(`^(?:layout\\.(?:${LAYOUTS.join('|')})|(?:${MESSAGE_TEMPLATES.join('|')})(?:\\.(?:${AUDIENCES.join('|')}))?(?:\\.(?:${CHANNELS.join('|')}))?)$`)

/** Our files, and those of the provider's folder in their place. One there that fits no message is a fault: it has a slip in its name. */
export function readTemplateFiles (overrides: string | undefined): { files: TemplateFiles, faults: TemplateFault[] } {
  const files: TemplateFiles = new Map()
  for (const language of LANGUAGES) readFolder(files, OURS, language)
  if (overrides === undefined) return { files, faults: [] }
  if (!isFolder(overrides)) return { files, faults: [{ file: overrides, line: 1, message: 'NOTIFICATION_TEMPLATES_DIR names no folder that is there' }] }
  const faults = visible(readdirSync(overrides)).filter((name) => !isLanguage(name)).map((name) =>
    ({ file: name, line: 1, message: `is neither ${LANGUAGES.join(' nor ')}: templates stand in a folder for their language` }))
  for (const language of LANGUAGES) {
    if (existsSync(join(overrides, language))) faults.push(...readFolder(files, overrides, language))
  }
  return { files, faults }
}

function readFolder (files: TemplateFiles, root: string, language: Language): TemplateFault[] {
  return visible(readdirSync(join(root, language))).sort().flatMap((entry) => {
    const path = join(root, language, entry)
    const file = relative(root, path)
    const name = entry.replace(/\.liquid$/, '')
    if (name === entry || !NAMES.test(name)) {
      return [{ file, line: 1, message: 'is no template: expected <template>[.<audience>][.<channel>].liquid or layout.<channel>.liquid, see docs/notifications.md' }]
    }
    files.set(`${language}/${name}`, { file, text: readFileSync(path, 'utf8').trimEnd() })
    return []
  })
}

function isFolder (path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** Not what a mounted ConfigMap, git or a desktop keeps for itself. */
function visible (names: string[]): string[] {
  return names.filter((name) => !name.startsWith('.'))
}

function isLanguage (name: string): name is Language {
  return (LANGUAGES as readonly string[]).includes(name)
}
