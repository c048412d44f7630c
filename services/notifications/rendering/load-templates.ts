import type { Language, MessageTemplate, NotificationAudience } from '../message-templates.ts'
import { checkTemplates } from './check-templates.ts'
import { parseTemplate, renderTemplate, RENDER_MS, type ParsedTemplate } from './parse-template.ts'
import { readTemplateFiles, type Layout, type TemplateFault } from './template-files.ts'
import { TEMPLATE_VARIABLES, type TemplateValues } from './template-values.ts'

export type Wanted = { template: MessageTemplate, audience: NotificationAudience, language: Language, values: TemplateValues }

export type RenderedMail = { subject: string, text: string, html: string }
/** `parameters`: what the text uses, for gateways that know the text under a code of theirs and want only these. */
export type RenderedSms = { text: string, parameters: Record<string, string> }

/** What messages say, in the provider's words or ours. */
export type Templates = {
  inSite (wanted: Wanted): string
  mail (wanted: Wanted): RenderedMail
  sms (wanted: Wanted): RenderedSms
  /** The same with a text in the place of the sentence. */
  withSentence (language: Language, text: string): { templates: Templates } | { faults: TemplateFault[] }
}

type Sentence = (wanted: Wanted, channel: 'in_site' | 'mail' | 'sms') => ParsedTemplate
type Texts = (language: Language, layout: Layout) => ParsedTemplate

/**
 * Reads and checks all templates: each is parsed, each variable looked up, each message rendered once with example values.
 *
 * @throws Error with one message that lists every fault, with file and line
 */
export function loadTemplates (overrides?: string): Templates {
  const { files, faults } = readTemplateFiles(overrides)
  const parsed = new Map<string, ParsedTemplate>()
  for (const [name, { file, text }] of files) {
    const engine = name.endsWith('/layout.html') ? 'html' : 'text'
    const outcome = parseTemplate({ file, text, engine, known: variablesOf(name), renderMs: RENDER_MS.ofFile })
    if ('faults' in outcome) faults.push(...outcome.faults)
    else parsed.set(name, outcome.parsed)
  }
  const templates = templatesOf(
    (wanted, channel) => parsed.get(sentenceFile(parsed, wanted, channel))!,
    (language, layout) => parsed.get(`${language}/layout.${layout}`)!
  )
  if (faults.length === 0) faults.push(...checkTemplates(templates))
  if (faults.length === 0) return templates
  throw new Error(`the notification templates are not right:\n  ${faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n  ')}`)
}

function templatesOf (sentence: Sentence, layouts: Texts): Templates {
  const sentenceOf = (wanted: Wanted, channel: 'in_site' | 'mail' | 'sms') => renderTemplate(sentence(wanted, channel), wanted.values).trim()
  const inLayout = (wanted: Wanted, layout: Layout, values: object) =>
    renderTemplate(layouts(wanted.language, layout), { ...wanted.values, ...values })
  return {
    inSite: (wanted) => inLayout(wanted, 'in_site', { sentence: sentenceOf(wanted, 'in_site') }).trim(),
    mail (wanted) {
      const values = { sentence: sentenceOf(wanted, 'mail') }
      return {
        subject: inLayout(wanted, 'subject', values).replaceAll(/\s+/g, ' ').trim(), // a header is one line
        text: `${inLayout(wanted, 'mail', values).trim()}\n`,
        html: inLayout(wanted, 'html', values)
      }
    },
    sms (wanted) {
      const used = new Set([...sentence(wanted, 'sms').variables, ...layouts(wanted.language, 'sms').variables])
      const parameters = Object.entries(wanted.values).filter(([name]) => used.has(name) && name !== 'findings')
      return {
        text: inLayout(wanted, 'sms', { sentence: sentenceOf(wanted, 'sms') }).trim(),
        parameters: Object.fromEntries(parameters.map(([name, value]) => [name, String(value)]))
      }
    },
    withSentence (language, text) {
      const outcome = parseTemplate({ file: 'text', text, engine: 'text', known: TEMPLATE_VARIABLES, renderMs: RENDER_MS.triedOut })
      if ('faults' in outcome) return outcome
      const instead: Sentence = (wanted, channel) => wanted.language === language ? outcome.parsed : sentence(wanted, channel)
      return { templates: templatesOf(instead, layouts) }
    }
  }
}

/** The most particular one that there is. */
function sentenceFile (parsed: ReadonlyMap<string, unknown>, { template, audience, language }: Wanted, channel: string): string {
  const names = [`${template}.${audience}.${channel}`, `${template}.${audience}`, `${template}.${channel}`, template]
  return names.map((name) => `${language}/${name}`).find((name) => parsed.has(name))!
}

/** A layout has the finished sentence besides. */
function variablesOf (name: string): string[] {
  return name.includes('/layout.') ? [...TEMPLATE_VARIABLES, 'sentence'] : TEMPLATE_VARIABLES
}
