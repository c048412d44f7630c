import { createServer, type Server } from 'node:net'
import { SMTPServer } from 'smtp-server'
import t, { type Test } from 'tap'
import { AddressRefused, MessageRefused } from './refusals.ts'
import { mailId, smtpGateway } from './smtp-gateway.ts'
import type { Mail } from './mail-gateway.ts'

const MAIL: Mail = {
  messageId: '019a3c5e-0000-7000-8000-000000000000',
  orderId: null,
  template: 'order_submitted',
  language: 'zh',
  to: 'owner@example.com',
  subject: '【备案】首次备案',
  text: '订单已提交\n',
  html: '<p>订单已提交</p>'
}

type Answer = { rcpt?: [number, string], data?: [number, string], auth?: boolean }

/** A mail server that answers as it is told; what it has taken is in `taken`. */
async function startSmtp (t: Test, answer: Answer = {}) {
  const taken: string[] = []
  const refusal = ([responseCode, text]: [number, string]) => Object.assign(new Error(text), { responseCode })
  const server = new SMTPServer({
    disabledCommands: answer.auth ? [] : ['AUTH'],
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: (_, __, callback) => callback(new Error('who are you'), undefined),
    onRcptTo: (_, __, callback) => callback(answer.rcpt ? refusal(answer.rcpt) : undefined),
    onData (stream, _, callback) {
      let text = ''
      stream.on('data', (part: Buffer) => { text += part.toString() })
      stream.on('end', () => {
        if (answer.data) return callback(refusal(answer.data))
        taken.push(text)
        callback()
      })
    }
  })
  server.on('error', () => {}) // a client that hangs up
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.server.address() as { port: number }
  const gateway = smtpGateway({ url: `smtp://${answer.auth ? 'u:p@' : ''}127.0.0.1:${port}`, from: 'Beian <no-reply@beian.example>' })
  t.after(async () => {
    await gateway.close()
    await new Promise<void>((resolve) => { server.close(() => resolve()) })
  })
  return { taken, gateway }
}

async function failure (gateway: { send (mail: Mail): Promise<unknown> }): Promise<Error & { code?: string }> {
  try {
    await gateway.send(MAIL)
  } catch (error) {
    return error as Error
  }
  throw new Error('it was taken')
}

t.test('a mail arrives with both forms of its text, and with our id as its Message-ID, each time it is tried', async (t) => {
  const { gateway, taken } = await startSmtp(t)
  const first = await gateway.send(MAIL)
  const second = await gateway.send(MAIL)
  t.strictSame([first.providerId, second.providerId], Array(2).fill('<019a3c5e-0000-7000-8000-000000000000@beian.example>'))
  t.match(taken[0], /^Message-ID: <019a3c5e-0000-7000-8000-000000000000@beian\.example>/m)
  t.match(taken[0], /^From: Beian <no-reply@beian\.example>\r\nTo: owner@example\.com\r$/m)
  t.match(taken[0], /^Auto-Submitted: auto-generated\r$/m)
  t.match(taken[0], /text\/plain; charset=utf-8/)
  t.match(taken[0], /text\/html; charset=utf-8/)
})

t.test('a receiver that does not exist is an address that is refused; a full box, a block list and a refused text are not', async (t) => {
  const cases: Array<[Answer, object]> = [
    [{ rcpt: [550, '5.1.1 <owner@example.com> no such user'] }, { name: AddressRefused, code: 'smtp_5.1.1' }],
    [{ rcpt: [550, 'mailbox not found'] }, { name: AddressRefused, code: 'smtp_550' }],
    [{ rcpt: [552, '5.2.2 mailbox full'] }, { name: MessageRefused, code: 'smtp_5.2.2' }],
    [{ rcpt: [550, '5.7.1 you are on a list'] }, { name: MessageRefused, code: 'smtp_5.7.1' }],
    [{ data: [554, 'spam'] }, { name: MessageRefused, code: 'smtp_554' }]
  ]
  for (const [answer, { name, code }] of cases as Array<[Answer, { name: new () => Error, code: string }]>) {
    const { gateway } = await startSmtp(t, answer)
    const error = await failure(gateway)
    t.ok(error instanceof name, `${code}: ${error.constructor.name}`)
    t.equal(error.code, code)
  }
})

t.test('4xx, a line that breaks, a server that is away and a password that is wrong are outages, and name nobody', async (t) => {
  const outages = [
    (await startSmtp(t, { rcpt: [451, '4.7.1 <owner@example.com> greylisted'] })).gateway,
    (await startSmtp(t, { data: [452, 'later'] })).gateway,
    (await startSmtp(t, { auth: true })).gateway,
    await hangingUp(t),
    smtpGateway({ url: 'smtp://127.0.0.1:1', from: 'a@b.example' })
  ]
  for (const gateway of outages) {
    const error = await failure(gateway)
    t.notOk(error instanceof AddressRefused || error instanceof MessageRefused, error.message)
    t.match(error.code, /^[\w.]+$/)
    t.notMatch(error.message, /owner@example/)
    await gateway.close()
  }
})

t.test('a sender without an address still gives an id', async (t) => {
  t.equal(mailId('x', 'no address'), '<x@beian.invalid>')
})

async function hangingUp (t: Test) {
  const server: Server = createServer((socket) => { socket.on('error', () => {}).resume().end('220 hello\r\n') })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  t.after(async () => await new Promise<void>((resolve) => { server.close(() => resolve()) }))
  return smtpGateway({ url: `smtp://127.0.0.1:${(server.address() as { port: number }).port}`, from: 'a@b.example' })
}
