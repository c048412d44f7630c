/** A table of Markdown; a cell that is undefined stays empty. */
export function markdownTable (head: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | undefined>>): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell = '') => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')
}

export function code (name: string): string {
  return `\`${name}\``
}

export function codes (names: readonly string[]): string {
  return names.map(code).join(', ')
}
