import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
// nobody else would have tsc look at what integrators copy
import type {} from '../../docs/receivers/typescript/receiver.ts'
import { generateSecrets } from '../../services/webhooks/endpoints/generate-secrets.ts'
import { signMessage } from '../../services/webhooks/endpoints/sign-message.ts'
import { readSigningKey } from '../../services/webhooks/endpoints/signing-key.ts'
import { until } from '../support/until.ts'

const folder = fileURLToPath(new URL('../../docs/receivers/', import.meta.url))
const ORDER = '019aa0b1-52a4-7d0e-8f6a-1c9d0e2b7a55'

/** Each with the command that shows whether it can run here; Go is compiled first. */
const RECEIVERS = [
  { language: 'TypeScript', probe: [process.execPath, '--version'], command: async () => [process.execPath, `${folder}typescript/receiver.ts`] },
  { language: 'Python', probe: ['python3', '--version'], command: async () => ['python3', `${folder}python/receiver.py`] },
  { language: 'Go', probe: ['go', 'version'], command: compileGo }
] as const

for (const { language, probe: [program, ...args], command } of RECEIVERS) {
  const isThere = spawnSync(program!, args).status === 0
  t.test(`the receiver in ${language} takes what Beian signs, and nothing else`, { skip: !isThere && `${program} is not installed` }, async (t) => {
    const [before, after] = [generateSecrets(), generateSecrets()]
    const start = await command(t)
    const old = await startReceiver(t, start, before.secret)
    const changed = await startReceiver(t, start, after.secret)

    t.equal(await old.send(message('m1', 1, null), [before]), 204)
    t.strictSame(await Promise.all([old, changed].map(async ({ send }) => await send(message('m2', 2, 1), [after, before]))), [204, 204],
      'while secrets overlap, with either')
    t.equal(await old.send(message('m3', 3, 2), [after]), 401, 'signed by another')
    t.equal(await old.send(message('m3', 3, 2), []), 401, 'not signed with v1')
    for (const ageS of [-330, 330]) t.equal(await old.send(message('m3', 3, 2), [before], { ageS }), 401, 'kept, or of another clock')
    t.equal(await old.send(message('m3', 3, 2), [before], { ageS: 270 }), 204)
    t.equal(await old.send(message('m3', 3, 2), [before], { change: (body) => body.replace('广州', '深圳') }), 401, 'changed on the way')
    t.equal(await old.send(message('m3', 3, 2), [before], { headers: { 'webhook-signature': 'v1, ,é v1' } }), 401)
    t.equal(await old.send(message('m3', 3, 2), [before], { headers: { 'webhook-timestamp': 'soon' } }), 401)
    t.equal(await old.send(message('m2', 2, 1), [before]), 204, 'again: a redelivery')
    t.equal(await old.send(message('m9', 9, 7), [before]), 204)
    t.equal(await old.send(message('m7', 7, 3), [before]), 204, 'late: a recovery')
    const check = { ...message('v', 1, null), type: 'webhook.verification', orderId: null, data: { endpointId: ORDER } }
    t.equal(await old.send(check, [before]), 204, 'it consents')
    t.not((await fetch(old.url)).status, 204, 'a browser')

    await until(() => old.lines().length === 8)
    t.strictSame(old.lines().sort(), [
      'again m2',
      `gap before #9 of ${ORDER}: #7 did not come`,
      `late order.submitted #7 of ${ORDER}: #9 is known already`,
      `order.submitted #1 of ${ORDER}`, `order.submitted #2 of ${ORDER}`, `order.submitted #3 of ${ORDER}`, `order.submitted #9 of ${ORDER}`,
      'webhook.verification: yes'
    ])
  })
}

type Secrets = ReturnType<typeof generateSecrets>
type Sending = { ageS?: number, change?: (body: string) => string, headers?: Record<string, string> }

function message (id: string, sequence: number, previousSequence: number | null) {
  const data: object = { order: { id: ORDER, subjectName: '广州示例科技有限公司' } }
  return { id, type: 'order.submitted', occurredAt: '2026-11-21T03:12:45.120Z', orderId: ORDER as string | null, sequence, previousSequence, data }
}

async function startReceiver (t: Test, [program, ...args]: string[], secret: string) {
  const child = spawn(program!, args, {
    env: { ...process.env, WEBHOOK_SECRET: secret, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit']
  })
  const closed = once(child, 'close')
  t.after(async () => {
    child.kill('SIGKILL')
    await closed
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const [, url] = await until(() => /^listening on (\S+)\n/.exec(said))
  return {
    url: url!,
    lines: () => said.trimEnd().split('\n').slice(1),
    /** Signed as a worker signs, with the private keys as well. */
    async send (envelope: ReturnType<typeof message>, secrets: Secrets[], sending: Sending = {}) {
      const { ageS = 0, change = (body: string) => body, headers = {} } = sending
      const body = JSON.stringify(envelope)
      const keys = [
        ...secrets.map(({ secret }) => readSigningKey('v1', secret, null)), readSigningKey('v1a', generateSecrets().privateKey, null)
      ]
      const signature = signMessage({ id: envelope.id, timestamp: Math.floor(Date.now() / 1000) - ageS, body, secrets: keys })
      const response = await fetch(url!, {
        method: 'POST', headers: { 'content-type': 'application/json', ...signature, ...headers }, body: change(body)
      })
      await response.arrayBuffer()
      return response.status
    }
  }
}

async function compileGo (t: Test): Promise<string[]> {
  const out = await mkdtemp(path.join(tmpdir(), 'beian-receiver-'))
  t.after(async () => await rm(out, { recursive: true }))
  const { status, stderr } = spawnSync('go', ['build', '-o', path.join(out, 'receiver'), 'receiver.go'], {
    cwd: path.join(folder, 'go'), encoding: 'utf8'
  })
  if (status !== 0) throw new Error(stderr)
  return [path.join(out, 'receiver')]
}
