import { LANGUAGES, type MessageTemplate, type NotificationAudience } from '../message-templates.ts'
import { MESSAGE_TEMPLATES, NOTIFICATION_PLAN } from '../notification-plan.ts'
import type { Templates, Wanted } from './load-templates.ts'
import { faultOf } from './parse-template.ts'
import type { TemplateFault } from './template-files.ts'
import { EXAMPLE_VALUES, NO_VALUES } from './template-values.ts'

/** What only shows when a message is rendered: with every value, and with none. Each fault once. */
export function checkTemplates (templates: Templates): TemplateFault[] {
  const faults = new Map<string, TemplateFault>()
  for (const wanted of everyMessage()) {
    for (const render of [templates.inSite, templates.mail, templates.sms]) {
      const fault = faultIn(() => render(wanted), wanted)
      if (fault) faults.set(`${fault.file}:${fault.line}:${fault.message}`, fault)
    }
  }
  return [...faults.values()]
}

function * everyMessage (): Generator<Wanted> {
  for (const template of MESSAGE_TEMPLATES) {
    for (const audience of audiencesOf(template)) {
      for (const language of LANGUAGES) {
        for (const values of [EXAMPLE_VALUES[language], NO_VALUES]) yield { template, audience, language, values }
      }
    }
  }
}

function audiencesOf (template: MessageTemplate): NotificationAudience[] {
  return Object.keys(NOTIFICATION_PLAN[template].to) as NotificationAudience[]
}

function faultIn (render: () => unknown, { template, language }: Wanted): TemplateFault | null {
  try {
    render()
    return null
  } catch (error) {
    const file = (error as { token?: { file?: string } }).token?.file ?? `${language}/${template}.liquid`
    return faultOf(file, error)
  }
}
