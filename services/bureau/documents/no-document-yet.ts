/** Orders of this type cannot be written as a document of the bureau yet. It is no fault of the order. */
export class NoDocumentYet extends Error {
  constructor (orderType: string) {
    super(`no bureau document is written for ${orderType} yet: file it by hand at the bureau, or return the order`)
    this.name = 'NoDocumentYet'
  }
}
