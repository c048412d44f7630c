import { SerializerSelector, type SerializerFactory } from '@fastify/fast-json-stringify-compiler'

/**
 * Fastify's own serializers, each text of a schema compiled once in a process: half of the answers of our routes are alike, and
 * every compilation reads all that the OpenAPI document names besides. For the `schemaController` of Fastify.
 */
export const buildSerializer: SerializerFactory = (externalSchemas, options) => {
  const compile = build(externalSchemas, options)
  const compiled = compiledIn(JSON.stringify([externalSchemas, options]))
  return (definition) => {
    const text = JSON.stringify(definition.schema)
    const serializer = compiled.get(text) ?? compile(definition)
    compiled.set(text, serializer)
    return serializer
  }
}

const build = SerializerSelector()
type Serializer = ReturnType<ReturnType<typeof build>>

const contexts = new Map<string, Map<string, Serializer>>()

function compiledIn (context: string): Map<string, Serializer> {
  const known = contexts.get(context) ?? new Map<string, Serializer>()
  contexts.set(context, known)
  return known
}
