/** This address cannot be reached, now or later: nothing more is sent there. `code` says why, and names nobody. */
export class AddressRefused extends Error {
  readonly code: string
  constructor (code: string) {
    super(`the address was refused: ${code}`)
    this.code = code
  }
}

/** This message would be refused again, for a reason that is not its address. */
export class MessageRefused extends Error {
  readonly code: string
  constructor (code: string) {
    super(`the message was refused: ${code}`)
    this.code = code
  }
}
