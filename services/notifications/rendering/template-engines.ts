import { Liquid } from 'liquidjs'

/**
 * No template reads a file or another object than the values it is given, and none runs for long: whoever may preview one may write one.
 * An unknown variable or filter is a fault.
 */
const OPTIONS = {
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  jsTruthy: true, // an empty text is not there
  templates: {},
  timezoneOffset: 'Asia/Shanghai',
  parseLimit: 100_000,
  memoryLimit: 1_000_000
}

/** Of text, and of HTML, where every value is escaped. */
export const ENGINES = {
  text: new Liquid(OPTIONS),
  html: new Liquid({ ...OPTIONS, outputEscape: 'escape' })
}
