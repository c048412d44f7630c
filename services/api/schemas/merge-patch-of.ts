import { Type, type TSchema } from 'typebox'

type Node = { type?: string | string[], enum?: unknown[], properties?: Record<string, Node> }

/** The merge patches (RFC 7396) of what a schema describes: every field may also be null, none is required, arrays are replaced whole. */
export function mergePatchOf<Patch> (schema: TSchema) {
  return Type.Unsafe<Patch>({ ...patch(schema as Node), type: 'object' })
}

function patch (node: Node): Node {
  const orNull = {
    ...node,
    ...node.type !== undefined && { type: [node.type, 'null'].flat() },
    ...node.enum && { enum: [...node.enum, null] }
  }
  if (node.properties === undefined) return orNull
  const { required: _, ...optional } = orNull as Node & { required?: string[] }
  return { ...optional, properties: Object.fromEntries(Object.entries(node.properties).map(([name, field]) => [name, patch(field)])) }
}
