import type { FastifyInstance } from 'fastify'

/** A query string knows texts only: whole numbers are read where the schema wants one. Nothing else is converted, and bodies never. */
export function readNumbers (app: FastifyInstance): void {
  app.addHook('preValidation', async ({ query, routeOptions: { schema } }) => {
    const { properties = {} } = (schema?.querystring ?? {}) as { properties?: Record<string, { type?: string }> }
    const given = query as Record<string, unknown>
    for (const [name, text] of Object.entries(given)) {
      if (properties[name]?.type === 'integer' && typeof text === 'string' && /^-?\d{1,15}$/.test(text)) given[name] = Number(text)
    }
  })
}
