import type { Operation } from './pipeline/soap.ts'

/**
 * The bureau may or may not have done what was asked: isp_querypreviousupload tells. Neither message nor cause holds what
 * was sent.
 */
export class OutcomeUnknown extends Error {
  readonly operation: Operation

  constructor (operation: Operation, what: string, cause?: unknown) {
    super(`${operation}: ${what}`, { cause })
    this.name = 'OutcomeUnknown'
    this.operation = operation
  }
}
