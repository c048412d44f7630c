import { MESSAGE_TEMPLATES, NOTIFICATION_PLAN } from './notification-plan.ts'

/** The plan as docs/notifications.md shows it; a test compares. */
export function planTable (): string {
  const rows = MESSAGE_TEMPLATES.flatMap((template) => {
    const { kind, to, source } = NOTIFICATION_PLAN[template]
    return Object.entries(to).map(([audience, channels], index) =>
      `| ${index === 0 ? `\`${template}\`` : ''} | ${index === 0 ? kind : ''} | ${audience} | ${channels.join(', ')} | ${index === 0 ? source : ''} |`)
  })
  return ['| message | kind | audience | channels | source |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}
