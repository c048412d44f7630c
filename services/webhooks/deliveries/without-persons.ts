type Payload = { data: { personal?: object } }

/** The text of a delivery without the part that names persons. */
export function withoutPersons (text: string): object {
  const { data: { personal, ...data }, ...payload } = JSON.parse(text) as Payload
  return { ...payload, data }
}
