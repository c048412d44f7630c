/** Orders of this type, or for this kind of service, cannot be written as a document of the bureau yet. It is no fault of the order. */
export class NoDocumentYet extends Error {
  constructor (what: string) {
    super(`无法生成${what}的报备文件，请在管局人工报备或退回订单 / no bureau document is written for ${what} yet: file it by hand at the bureau, or return the order`)
    this.name = 'NoDocumentYet'
  }
}
