/** A fault as the log may have it: PostgreSQL quotes the value that it refuses (classes 22 and 23), and that may be personal. */
export function withoutValues (error: unknown): unknown {
  const { code, stack = '' } = error as { code?: unknown, stack?: string }
  if (typeof code !== 'string' || !/^2[23]\w{3}$/.test(code)) return error
  return { type: 'DatabaseError', code, stack: stack.split('\n').filter((line) => /^ {4}at /.test(line)).join('\n') }
}
