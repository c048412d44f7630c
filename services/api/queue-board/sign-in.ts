import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { IdentityVerifier } from '../identity/identity.ts'
import { RequestError } from '../problems/request-error.ts'
import { composeSignInPage, SIGN_IN_SCRIPT } from './sign-in-page.ts'

/** Holds the access token itself: it expires as the token does, and no session is kept here. */
export const COOKIE = 'beian_queues'

const SECURED = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store'
}

/** A page for browsers, which cannot send a bearer token. The token comes in the body, never in an address. */
export const signIn: FastifyPluginAsync<{ identity: IdentityVerifier }> = async (app, { identity: verify }) => {
  const schema = { hide: true }
  app.get('/sign-in', { schema }, async (_, reply) => await reply.headers(SECURED).type('text/html').send(composeSignInPage()))
  app.get('/sign-in.js', { schema }, async (_, reply) => await reply.headers(SECURED).type('text/javascript').send(SIGN_IN_SCRIPT))
  app.post<{ Body: unknown }>('/sign-in', { schema }, async (request, reply) => {
    refuseOtherSites(request)
    const { token } = (request.body ?? {}) as { token?: unknown }
    const refusal = await whyNot(verify, typeof token === 'string' ? token.trim() : '')
    if (refusal !== null) return await reply.code(401).headers(SECURED).type('text/html').send(composeSignInPage(refusal))
    return await reply.setCookie(COOKIE, (token as string).trim(), {
      path: '/queues', httpOnly: true, sameSite: 'strict', secure: cameEncrypted(request)
    }).redirect('/queues', 303)
  })
}

async function whyNot (verify: IdentityVerifier, token: string): Promise<string | null> {
  try {
    const { role } = await verify(token)
    return role === 'admin' ? null : `The role ${role} may not see the queues; they are for admin.`
  } catch (error) {
    if (error instanceof RequestError) return error.message
    throw error
  }
}

/** Nobody signs a browser in from another page: it would show an admin the queues of a stranger. */
function refuseOtherSites ({ headers: { origin, host, 'sec-fetch-site': site } }: FastifyRequest): void {
  const isOther = site === undefined ? origin !== undefined && URL.parse(origin)?.host !== host : site !== 'same-origin'
  if (isOther) throw new RequestError('role_not_allowed', 'Sign in at /queues/sign-in of this address.')
}

/** Also behind the proxy that ends TLS. */
function cameEncrypted ({ protocol, headers }: FastifyRequest): boolean {
  return protocol === 'https' || headers['x-forwarded-proto'] === 'https'
}
