import { LiquidError, type Template } from 'liquidjs'
import { ENGINES } from './template-engines.ts'
import type { TemplateFault } from './template-files.ts'

export type ParsedTemplate = { engine: keyof typeof ENGINES, template: Template[], variables: string[], renderMs: number }

/**
 * How long a text may render, by the clock on the wall. Of the provider's own files far longer than a machine with more to do than it can
 * takes for them; of a text that somebody tries out only as long as this process may stand still.
 */
export const RENDER_MS = { ofFile: 60_000, triedOut: 1000 }

type TextToParse = { file: string, text: string, engine: keyof typeof ENGINES, known: readonly string[], renderMs: number }

/** Parses one text, and looks at every variable in it, also where no example would lead. */
export function parseTemplate (
  { file, text, engine, known, renderMs }: TextToParse
): { parsed: ParsedTemplate } | { faults: TemplateFault[] } {
  try {
    const template = ENGINES[engine].parse(text, file)
    const { globals } = ENGINES[engine].analyzeSync(template, { partials: false })
    const faults = Object.entries(globals).filter(([name]) => !known.includes(name)).flatMap(([name, uses]) =>
      uses.map(({ location }) => ({ file, line: location.row, message: `there is no variable ${name}; there are ${known.join(', ')}` })))
    return faults.length > 0 ? { faults } : { parsed: { engine, template, variables: Object.keys(globals), renderMs } }
  } catch (error) {
    return { faults: [faultOf(file, error)] }
  }
}

/** @throws LiquidError, see faultOf */
export function renderTemplate ({ engine, template, renderMs }: ParsedTemplate, values: object): string {
  return String(ENGINES[engine].renderSync(template, values, { renderLimit: renderMs }))
}

export function faultOf (file: string, error: unknown): TemplateFault {
  if (!LiquidError.is(error)) throw error
  const { token, message } = error as LiquidError
  const [line] = token.getPosition()
  return { file, line: line ?? 1, message: message.replace(/(, file:.*?)?, line:\d+, col:\d+$/, '') }
}
