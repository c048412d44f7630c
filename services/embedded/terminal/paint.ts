import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Colours the text where colours are wanted: on a terminal, and unless NO_COLOR is set. */
export function paint (style: Style, text: string): string {
  const { isTTY } = process.stdout
  return isTTY === true && !process.env['NO_COLOR'] ? styleText(style, text, { validateStream: false }) : text
}
