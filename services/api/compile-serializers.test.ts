import fastify from 'fastify'
import t from 'tap'
import { buildSerializer } from './compile-serializers.ts'

async function answerOf (members: string[]): Promise<unknown> {
  const app = fastify({ schemaController: { compilersFactory: { buildSerializer } } })
  app.addSchema({ $id: 'Thing', type: 'object', properties: Object.fromEntries(members.map((member) => [member, { type: 'string' }])) })
  app.get('/', { schema: { response: { 200: { $ref: 'Thing#' } } } }, async () => ({ name: 'a', secret: 'b' }))
  return (await app.inject('/')).json()
}

t.test('the same answer, where its name means something else, is another', async (t) => {
  t.strictSame(await answerOf(['name']), { name: 'a' })
  t.strictSame(await answerOf(['name', 'secret']), { name: 'a', secret: 'b' })
  t.strictSame(await answerOf(['name']), { name: 'a' })
})
