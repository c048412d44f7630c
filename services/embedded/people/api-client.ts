/** An answer of the API that was not a success: what the problem document says. */
export class ApiRefusal extends Error {
  readonly status: number
  readonly code: string

  constructor (request: string, status: number, { code = 'no_code', detail = '', errors = [] }: Problem) {
    const fields = errors.map(({ field, message }) => `${field}: ${message}`).join('; ')
    super(`${request} was refused with ${status} ${code}: ${[detail, fields].filter(Boolean).join(' ')}`)
    this.name = 'ApiRefusal'
    this.status = status
    this.code = code
  }
}

type Problem = { code?: string, detail?: string, errors?: Array<{ field: string, message: string }> }

export type ApiRequest = { method?: 'GET' | 'POST' | 'PATCH' | 'DELETE', body?: unknown, headers?: Record<string, string> }

/** Asks an HTTP service for JSON. */
export type ApiClient = <Answer>(path: string, request?: ApiRequest) => Promise<Answer>

const ANSWER_WITHIN_MS = 60_000

/** @throws ApiRefusal when the answer is not a success */
export function createApiClient (url: string, token?: string): ApiClient {
  return async <Answer>(path: string, { method = 'GET', body, headers = {} }: ApiRequest = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...token !== undefined && { authorization: `Bearer ${token}` },
        ...body !== undefined && { 'content-type': 'application/json' },
        ...headers
      },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...body !== undefined && { body: JSON.stringify(body) }
    })
    const text = await response.text()
    if (!response.ok) throw new ApiRefusal(`${method} ${path}`, response.status, readProblem(text))
    return (text === '' ? null : JSON.parse(text)) as Answer
  }
}

function readProblem (text: string): Problem {
  try {
    return JSON.parse(text) as Problem
  } catch {
    return { detail: text.slice(0, 200) }
  }
}
