import t from 'tap'
import { InvalidBureauChannels, readBureauChannels } from './bureau-channel-config.ts'

const least = {
  id: 'gd', province: 'guangdong', endpoint: 'http://127.0.0.1:3100', ispId: '110000000001', userName: '示例公司', password: 'p4ss'
}
const cipher = { key: '0123456789abcdef', iv: '0102030405060708' }

function faultsOf (channels: unknown): string[] {
  try {
    readBureauChannels(typeof channels === 'string' ? channels : JSON.stringify(channels))
    return []
  } catch (error) {
    return error instanceof InvalidBureauChannels ? error.faults : [String(error)]
  }
}

t.test('a channel needs six settings and gets the rest by default', async (t) => {
  t.same(readBureauChannels(JSON.stringify([least])), [{
    ...least, cipher: null, encryptUploads: false, version: 'V.3.0', uploadTimeoutMs: 120000, answerTimeoutMs: 60000, visibleAfterMs: 30000
  }])
  t.same(faultsOf([{ ...least, cipher, encryptUploads: true }]), [])
  t.same(readBureauChannels('[]'), [])
})

t.test('every fault is listed with its path, in every channel', async (t) => {
  const faults = faultsOf([
    { ...least, endpoint: 'ftp://x', ispId: '0', surprise: 1 },
    { ...least, id: 'zj', cipher: { key: 'short', iv: '0102030405060708' } },
    { ...least, id: 'bj', encryptUploads: true },
    { ...least, id: 'sh', password: '𠮷' },
    least
  ])
  for (const path of ['0.endpoint:', '0.ispId:', '0.surprise:', '1.cipher.key:', '2.cipher:', '3.password:', '4.id:']) {
    t.ok(faults.some((fault) => fault.startsWith(path)), path)
  }
  t.match(faultsOf([{ ...least, password: undefined }]), [/^0: .*password/])
})

t.test('an address with credentials in it is refused', async (t) => {
  t.match(faultsOf([{ ...least, endpoint: 'http://user:secret@host' }]), [/^0\.endpoint:/])
})

t.test('what is no JSON list is refused without being quoted', async (t) => {
  for (const json of ['', '{}', 'null', '[{"password":"p4ss"']) {
    const faults = faultsOf(json)
    t.equal(faults.length, 1)
    t.notMatch(faults[0], /p4ss/)
  }
})

t.test('no fault repeats a secret', async (t) => {
  const faults = faultsOf([{ ...least, password: 7, cipher: { key: 'k3y', iv: '0ff5et' }, id: 'p4 ss' }])
  t.ok(faults.length > 3)
  t.notMatch(faults.join(), /k3y|0ff5et|p4 ss/)
})
