import type { Channel, Language, MessageTemplate, NotificationAudience } from '../message-templates.ts'
import type { Templates } from './load-templates.ts'
import { faultOf } from './parse-template.ts'
import type { TemplateFault } from './template-files.ts'
import { EXAMPLE_VALUES } from './template-values.ts'

type Wanted = { template: MessageTemplate, audience: NotificationAudience, language: Language, channel: Channel, text?: string }
export type Preview = { subject: string | null, text: string, html: string | null, parameters: Record<string, string> | null }

/**
 * A message with example values, its own: a template may count them up. `text` stands in for its sentence. A text that is no template is
 * answered with its fault.
 */
export function previewTemplate (
  templates: Templates, { text, channel, ...wanted }: Wanted
): { preview: Preview } | { fault: TemplateFault } {
  const chosen = text === undefined ? { templates } : templates.withSentence(wanted.language, text)
  if ('faults' in chosen) return { fault: chosen.faults[0]! }
  try {
    return { preview: render(chosen.templates, channel, { ...wanted, values: structuredClone(EXAMPLE_VALUES[wanted.language]) }) }
  } catch (error) {
    return { fault: faultOf('text', error) }
  }
}

function render (templates: Templates, channel: Channel, wanted: Parameters<Templates['mail']>[0]): Preview {
  if (channel === 'mail') return { ...templates.mail(wanted), parameters: null }
  if (channel === 'sms') return { subject: null, html: null, ...templates.sms(wanted) }
  return { subject: null, html: null, text: templates.inSite(wanted), parameters: null }
}
