import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { readRequest, writeFault, writeResponse, type SoapRequest } from '../../bureau/pipeline/soap.ts'
import { defaultWsdl, defaultWsdlText } from '../../bureau/pipeline/wsdl.ts'
import { UnreadableXml } from '../../bureau/pipeline/xml.ts'
import type { Bureau } from '../life/bureau.ts'
import { runDue } from '../life/run-due.ts'
import type { Fault } from '../state/bureau-state.ts'
import { answerCall, isOperation, writeAnswer } from './answer-call.ts'
import type { Answer } from './call.ts'
import { takeFaultAfter, takeFaultBefore } from './take-fault.ts'

const UP_DOWN_LOAD = '/ISPWebService/upDownLoad'

/** A file of 50 MB grows by a third in base64. */
const BODY_LIMIT_BYTES = 80 * 1024 * 1024

/** The service of a bureau, over plain HTTP as bureaus run it. */
export function buildSoapServer (bureau: Bureau): FastifyInstance {
  const server = fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true })
  const { namespace } = defaultWsdl()
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

  server.get(UP_DOWN_LOAD, async (request, reply) => {
    if (!/[?&]wsdl\b/i.test(request.url)) return await reply.code(405).send()
    return await reply.type('text/xml; charset=utf-8').send(withAddress(defaultWsdlText(), request))
  })

  server.post<{ Body: string | undefined }>(UP_DOWN_LOAD, async (request, reply) => {
    const soap = readSoap(request.body ?? '')
    if (!soap) return await sendFault(reply, 'soapenv:Client', 'the message is not a call of this service')
    return await serve(bureau, soap, request, reply, namespace)
  })
  return server
}

async function serve (
  bureau: Bureau, soap: SoapRequest, request: FastifyRequest, reply: FastifyReply, namespace: string
): Promise<FastifyReply> {
  runDue(bureau, bureau.clock.now())
  const before = takeFaultBefore(bureau, soap)
  if (before && before.fault !== 'maintenance') {
    record(bureau, soap, null, before)
    return await misbehave(before, reply)
  }
  const answer = answerCall(bureau, { ...soap, callerAddress: request.ip, maintenance: before !== null })
  const after = takeFaultAfter(bureau, soap, answer)
  record(bureau, soap, answer, before ?? after)
  // Nothing is answered that a kill -9 could take back
  await bureau.store.settled()
  if (after) return cutConnection(request, reply)
  return await reply.type('text/xml; charset=utf-8').send(writeResponse(soap.operation, writeAnswer(answer), { namespace }))
}

async function misbehave ({ fault, status }: Fault, reply: FastifyReply): Promise<FastifyReply> {
  if (fault === 'answerTimeoutBefore') return reply.hijack()
  if (fault === 'httpStatus') return await reply.code(status).type('text/html').send('<html><body>Service unavailable</body></html>')
  return await sendFault(reply, 'soapenv:Server', 'java.lang.NullPointerException')
}

/** A reset, not an end: the client sees a broken connection after a call that was carried out. */
function cutConnection (request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack()
  request.raw.socket.resetAndDestroy()
  return reply
}

async function sendFault (reply: FastifyReply, code: string, reason: string): Promise<FastifyReply> {
  return await reply.code(500).type('text/xml; charset=utf-8').send(writeFault(code, reason))
}

function readSoap (body: string): SoapRequest | null {
  try {
    const soap = readRequest(body)
    return isOperation(soap.operation) ? soap : null
  } catch (error) {
    if (error instanceof UnreadableXml) return null
    throw error
  }
}

function record ({ calls, clock }: Bureau, { operation, params }: SoapRequest, answer: Answer | null, fault: Fault | null): void {
  calls.add({
    at: clock.now().toISOString(),
    ispId: params.ispId ?? '',
    operation,
    code: answer?.code ?? null,
    dataSequence: params.dataSequence === undefined ? answer?.fileInfos?.dataSequence ?? null : Number(params.dataSequence),
    fileName: params.fileName ?? answer?.fileInfos?.fileName ?? null,
    fault: fault?.fault ?? null
  })
}

function withAddress (wsdl: string, request: FastifyRequest): string {
  return wsdl.replace(/(address\s+location=")[^"]*/, `$1http://${request.host}${UP_DOWN_LOAD}`)
}
