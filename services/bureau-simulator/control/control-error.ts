/** What the control API refuses: an id that nobody has, or a thing that is too late. */
export class ControlError extends Error {
  readonly statusCode: number
  readonly code: string

  constructor (statusCode: number, code: string, message: string) {
    super(message)
    this.name = 'ControlError'
    this.statusCode = statusCode
    this.code = code
  }
}
