import t from 'tap'
import { Webhook } from 'standardwebhooks'
import { faultOfDelivery } from './fault-of-delivery.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const OTHER = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX'
const NOW = new Date('2026-01-05T02:00:00Z')
const BODY = '{"data":{"subjectName":"广州示例科技有限公司"}}'

/** Signed by the published library. */
function given ({ secrets = [SECRET], at = NOW, body = BODY } = {}) {
  const signatures = secrets.map((secret) => new Webhook(secret).sign('message-1', at, BODY))
  return {
    headers: { 'webhook-id': 'message-1', 'webhook-timestamp': String(at.getTime() / 1000), 'webhook-signature': signatures.join(' ') },
    body: Buffer.from(body)
  }
}

t.test('what the published library signs is believed, whichever of the listed signatures is ours', async (t) => {
  t.equal(faultOfDelivery(SECRET, given(), NOW), null)
  t.equal(faultOfDelivery(SECRET, given({ secrets: [OTHER, SECRET] }), NOW), null)
  t.equal(faultOfDelivery(OTHER, given({ secrets: [OTHER, SECRET] }), NOW), null)
})

t.test('what was changed, signed by another, or kept for later is not', async (t) => {
  const { headers, body } = given()
  t.match(faultOfDelivery(SECRET, given({ body: BODY.replace('广州', '深圳') }), NOW), /signatures/)
  t.match(faultOfDelivery(SECRET, { headers: { ...headers, 'webhook-id': 'message-2' }, body }, NOW), /signatures/)
  t.match(faultOfDelivery(OTHER, given(), NOW), /signatures/)
  t.match(faultOfDelivery(SECRET, { headers: { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1,', 'v2,') }, body }, NOW), /signatures/)
  t.match(faultOfDelivery(SECRET, { headers: { ...headers, 'webhook-signature': 'v1 v1, ,' }, body }, NOW), /signatures/)
  for (const seconds of [-301, 301]) {
    t.match(faultOfDelivery(SECRET, given({ at: new Date(NOW.getTime() + seconds * 1000) }), NOW), /five minutes/)
  }
  t.equal(faultOfDelivery(SECRET, given({ at: new Date(NOW.getTime() - 299_000) }), NOW), null)
  t.match(faultOfDelivery(SECRET, { headers: { ...headers, 'webhook-timestamp': 'soon' }, body }, NOW), /number of seconds/)
  t.match(faultOfDelivery(SECRET, { headers: {}, body }, NOW), /lacks/)
})
