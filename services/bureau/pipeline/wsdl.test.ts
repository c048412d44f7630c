import t from 'tap'
import { OPERATIONS, writeRequest } from './soap.ts'
import { defaultWsdl, defaultWsdlText, readWsdl } from './wsdl.ts'
import { UnreadableXml } from './xml.ts'

t.test('our WSDL has the four operations with their parameters in the published order', async (t) => {
  const { operations, namespace, qualified } = defaultWsdl()
  t.equal(namespace, 'http://webservice.isp.beian/')
  t.equal(qualified, false)
  t.same(Object.keys(operations), Object.keys(OPERATIONS))
  for (const [name, parameters] of Object.entries(OPERATIONS)) {
    t.same(operations[name]?.parameters.map((parameter) => parameter.toLowerCase()), parameters.map((p) => p.toLowerCase()))
  }
})

t.test('the unit id is spelled as the live service spells it', async (t) => {
  const { operations } = defaultWsdl()
  t.same(Object.values(operations).map(({ parameters }) => parameters[0]), ['ispID', 'ispID', 'ispID', 'ispId'])
})

t.test('a bureau\'s own WSDL decides namespace, spelling, qualification and action', async (t) => {
  const theirs = readWsdl(defaultWsdlText()
    .replaceAll('http://webservice.isp.beian/', 'urn:bureau')
    .replace('"ispID"', '"ISPID"')
    .replace('elementFormDefault="unqualified"', 'elementFormDefault="qualified"')
    .replace('soapAction=""', 'soapAction="urn:up"'))
  t.equal(theirs.operations['isp_upload']?.soapAction, 'urn:up')
  const request = writeRequest('isp_upload', { ispId: 7, userName: 'u' }, theirs)
  t.match(request, '<isp:isp_upload xmlns:isp="urn:bureau"><isp:ISPID>7</isp:ISPID><isp:userName>u</isp:userName>')
})

t.test('an rpc style WSDL names its parameters as message parts', async (t) => {
  const { operations } = readWsdl(`<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:rpc">
    <message name="in"><part name="ispId" type="x:long"/><part name="userName" type="x:string"/></message>
    <portType name="p"><operation name="isp_download"><input message="tns:in"/></operation></portType></definitions>`)
  t.same(operations['isp_download'], { parameters: ['ispId', 'userName'], soapAction: '' })
})

t.test('what is no WSDL is refused', async (t) => {
  t.throws(() => readWsdl('<html/>'), UnreadableXml)
})
