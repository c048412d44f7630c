import t from 'tap'
import { OPERATIONS, readRequest, readResponse, SoapFault, writeFault, writeRequest, writeResponse } from './soap.ts'
import { defaultWsdl } from './wsdl.ts'
import { UnreadableXml } from './xml.ts'

const wsdl = defaultWsdl()
const RETURN = '<return><msg_code>0</msg_code><msg>完成 &amp; &lt;好&gt;</msg></return>'

function enveloped (content: string): string {
  return `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${content}</S:Body></S:Envelope>`
}

t.test('a request carries its parameters in the published order, whatever order they were given in', async (t) => {
  const given = { fileName: 'a_1.xml', hashAlgorithm: 0, pwdHash: 'h', randVal: 'r', userName: '示例<&', ispId: '110000000001' }
  const body = writeRequest('isp_downloadack', given, wsdl)
  const { operation, params, names } = readRequest(body)
  t.equal(operation, 'isp_downloadack')
  t.same(names, ['ispID', 'userName', 'randVal', 'pwdHash', 'hashAlgorithm', 'fileName'])
  t.same(params, { ...given, hashAlgorithm: '0' })
})

t.test('without a WSDL the usual spelling holds', async (t) => {
  for (const operation of Object.keys(OPERATIONS) as Array<keyof typeof OPERATIONS>) {
    const { names } = readRequest(writeRequest(operation, { ispId: 1 }, { namespace: 'urn:x' }))
    t.same(names, [operation === 'isp_querypreviousupload' ? 'ispId' : 'ispID'])
  }
})

t.test('the return document is read as text, in CDATA and as nested XML', async (t) => {
  t.equal(readResponse(writeResponse('isp_upload', RETURN, wsdl)), RETURN)
  const name = 'ns:isp_uploadResponse'
  t.equal(readResponse(enveloped(`<${name} xmlns:ns="u"><return><![CDATA[${RETURN}]]></return></${name}>`)), RETURN)
  t.equal(readResponse(enveloped(`<${name} xmlns:ns="u">${RETURN}</${name}>`)), RETURN)
  t.equal(readResponse(enveloped(`<${name} xmlns:ns="u"><return>${RETURN}</return></${name}>`)), RETURN)
  t.equal(readResponse(enveloped(`<r><isp_uploadReturn>${RETURN.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}` +
    '</isp_uploadReturn></r>')), RETURN, 'as Axis names it')
})

t.test('a SOAP fault is not an answer, and its wording stays out of the message', async (t) => {
  try {
    readResponse(writeFault('soap:Server', 'pwdHash abc refused'))
    t.fail('it was read')
  } catch (error) {
    t.ok(error instanceof SoapFault)
    t.equal(error instanceof SoapFault && error.faultCode, 'soap:Server')
    t.equal(error instanceof SoapFault && error.reason, 'pwdHash abc refused')
    t.notMatch(JSON.stringify(error) + String(error), /pwdHash/)
  }
})

t.test('what is no SOAP message is unreadable', async (t) => {
  for (const body of ['', '<html><body>502</body></html>', '<Envelope/>', enveloped('<r/>'), enveloped('<r><return/></r>')]) {
    t.throws(() => readResponse(body), UnreadableXml)
  }
})
