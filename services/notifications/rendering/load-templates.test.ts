import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t, { type Test } from 'tap'
import { LANGUAGES } from '../message-templates.ts'
import { MESSAGE_TEMPLATES, NOTIFICATION_PLAN } from '../notification-plan.ts'
import { loadTemplates, type Wanted } from './load-templates.ts'
import { EXAMPLE_VALUES, type TemplateValues } from './template-values.ts'

async function folderWith (t: Test, files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beian-templates-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), text)
  }
  return folder
}

const REJECTED: Wanted = { template: 'order_initial_rejected', audience: 'applicant', language: 'en', values: EXAMPLE_VALUES.en }

t.test('every message can be told in both languages by every channel, and an SMS is short', async (t) => {
  const templates = loadTemplates()
  for (const template of MESSAGE_TEMPLATES) {
    for (const language of LANGUAGES) {
      const wanted: Wanted = { template, audience: 'applicant', language, values: EXAMPLE_VALUES[language] }
      const { subject, text, html } = templates.mail(wanted)
      const sms = templates.sms(wanted).text
      t.ok([subject, text, html, sms, templates.inSite(wanted)].every((words) => words.length > 5 && !/[{}]|undefined|\[object/.test(words)), `${template} ${language}`)
      t.notMatch(subject, /\n/)
      if ('sms' in NOTIFICATION_PLAN[template].to) t.ok(sms.length <= (language === 'zh' ? 134 : 300), `${template} ${language}: ${sms.length}`)
    }
  }
})

t.test('a mail tells what was found, and values cannot break its html', async (t) => {
  const findings = [{ field: 'service.name', message: '<script>alert(1)</script>', suggestion: '' }]
  const { text, html } = loadTemplates().mail({ ...REJECTED, values: { ...REJECTED.values, findings } })
  t.match(text, /1\. service\.name: <script>alert\(1\)<\/script>/)
  t.match(html, /<li><code>service\.name<\/code>: &lt;script&gt;alert\(1\)&lt;\/script&gt;<\/li>/)
  t.notMatch(html, /<script/)
})

t.test('nobody is told of an order of theirs that is another\'s', async (t) => {
  const templates = loadTemplates()
  for (const [language, yours] of [['zh', /您的“/], ['en', /your order/]] as const) {
    const { text, html } = templates.mail({ template: 'order_review_overdue', audience: 'reviewers', language, values: EXAMPLE_VALUES[language] })
    t.notMatch(text + html, yours)
  }
})

t.test('a machine that has other work renders late, and not wrongly', async (t) => {
  const templates = loadTemplates(await folderWith(t, { 'en/order_initial_rejected.liquid': '{{ domain }}{% if domain %}!{% endif %}' }))
  const values: TemplateValues = {
    ...EXAMPLE_VALUES.en,
    get domain () {
      for (const until = performance.now() + 1100; performance.now() < until;); // as if the process had stood still
      return 'late.cn'
    }
  }
  t.match(templates.inSite({ ...REJECTED, values }), /late\.cn!/)
})

t.test('the provider replaces a sentence, one for an audience or a channel, or a layout', async (t) => {
  const templates = loadTemplates(await folderWith(t, {
    'en/order_initial_rejected.liquid': 'we are sorry about {{ domain }}',
    'en/order_initial_rejected.sms.liquid': 'rejected {{ orderNumber }}',
    'en/layout.sms.liquid': '[Cloud] {{ sentence }}',
    'en/order_declined.counterparty.liquid': 'declined for {{ account }}'
  }))
  t.match(templates.inSite(REJECTED), /: we are sorry about example\.cn$/)
  t.strictSame(templates.sms(REJECTED), { text: '[Cloud] rejected BA2026112100000017', parameters: { orderNumber: 'BA2026112100000017' } })
  t.match(templates.inSite({ ...REJECTED, template: 'order_declined', audience: 'counterparty' }), /declined for acme$/)
  t.match(templates.inSite({ ...REJECTED, template: 'order_declined' }), /the order is a draft again$/, 'for the others it stays')
  t.match(templates.inSite({ ...REJECTED, language: 'zh' }), /初审驳回/)
})

t.test('faults in the provider\'s templates stop the start with one message that names each file and line', async (t) => {
  const folder = await folderWith(t, {
    'en/order_submitted.liquid': 'first line\n{{ orderNumbr }}',
    'zh/order_idle.liquid': '{% if false %}{{ hidden }}{% endif %}',
    'zh/layout.mail.liquid': '{{ sentence }}\n\n{{ orderNumber | shout }}',
    'en/order_expired.liquid': '{% if account %}',
    'en/order_submited.liquid': 'a slip in the name',
    'en/order_approved.html': 'of another kind',
    'fr/order_submitted.liquid': 'bonjour'
  })
  let message = ''
  try {
    loadTemplates(folder)
  } catch (error) {
    ({ message } = error as Error)
  }
  const lines = message.split('\n  ').slice(1).sort()
  t.match(lines, [
    /^en\/order_approved\.html:1: is no template/,
    /^en\/order_expired\.liquid:1: tag \{% if account %\} not closed$/,
    /^en\/order_submited\.liquid:1: is no template/,
    /^en\/order_submitted\.liquid:2: there is no variable orderNumbr; there are orderType, /,
    /^fr:1: is neither zh nor en/,
    /^zh\/layout\.mail\.liquid:3: undefined filter: shout$/,
    /^zh\/order_idle\.liquid:1: there is no variable hidden/
  ])
  t.equal(lines.length, 7)
})

t.test('what a mounted ConfigMap, git or a desktop keeps in the folder is no template and no fault', async (t) => {
  const folder = await folderWith(t, {
    '.git/HEAD': 'ref', 'en/.DS_Store': '', 'en/..2026_11_22/order_idle.liquid': 'never read', 'en/order_expired.liquid': 'over for {{ domain }}'
  })
  const values = EXAMPLE_VALUES.en
  t.match(loadTemplates(folder).inSite({ template: 'order_expired', audience: 'applicant', language: 'en', values }), /over for example\.cn/)
})

t.test('what only shows when a message is made stops the start as well, and a template reads no file', async (t) => {
  const folder = await folderWith(t, {
    'en/order_submitted.liquid': '\n\n{% for f in findings %}{{ f.colour }}{% endfor %}',
    'en/order_idle.liquid': '{% include "order_submitted.liquid" %}'
  })
  t.throws(() => loadTemplates(folder), /en\/order_submitted\.liquid:3: undefined variable: f\.colour/)
  t.throws(() => loadTemplates(folder), /en\/order_idle\.liquid:1: ENOENT/)
  for (const none of ['/nowhere/at/all', import.meta.filename]) t.throws(() => loadTemplates(none), /names no folder that is there/)
})
