import t from 'tap'
import { NotEncodable } from './gbk.ts'
import { child, children, element, readXml, textOf, UnreadableXml, writeXml } from './xml.ts'

t.test('elements keep their order, are escaped, and are left out when empty', async (t) => {
  const xml = writeXml(element('Zt_xx', [
    element('b', 'x < y & "z" > \r'), element('a', 1), element('empty', ''), element('none', null),
    element('nested', [element('deep', undefined)])
  ], { version: 'V.3.0' }), { encoding: 'GBK' })
  t.equal(xml, '<?xml version="1.0" encoding="GBK"?><Zt_xx version="V.3.0">' +
    '<b>x &lt; y &amp; &quot;z&quot; &gt; &#13;</b><a>1</a></Zt_xx>')
})

t.test('a character that XML cannot hold is refused', async (t) => {
  t.throws(() => writeXml(element('a', 'x\u0000\u000b'), { encoding: null }), NotEncodable)
  t.throws(() => writeXml(element('a', '\ud800'), { encoding: null }), NotEncodable)
})

t.test('every value is read as text, also what looks like a number', async (t) => {
  const root = readXml('<?xml version="1.0"?>\n<r v="01"><id>330000000000000001</id><zero>007</zero><yes>true</yes></r>')
  t.equal(textOf(root, 'id'), '330000000000000001')
  t.equal(textOf(root, 'zero'), '007')
  t.equal(textOf(root, 'yes'), 'true')
  t.equal(root.attributes['v'], '01')
})

t.test('one element and several are read alike', async (t) => {
  t.equal(children(readXml('<r><a>1</a></r>'), 'a').length, 1)
  t.equal(children(readXml('<r><a>1</a><b/><a>2</a></r>'), 'a').length, 2)
  t.equal(child(readXml('<r><a><b>x</b></a></r>'), 'a', 'b')?.text, 'x')
  t.equal(textOf(readXml('<r><a/></r>'), 'a'), null)
})

t.test('prefixes, CDATA, numeric entities and a byte order mark are understood', async (t) => {
  const root = readXml('\ufeff <s:r xmlns:s="u"><s:a>&#20013;&#x6587;&lt;&amp;lt;</s:a><b><![CDATA[<x>&amp;</x>]]></b></s:r>')
  t.equal(root.name, 'r')
  t.equal(textOf(root, 'a'), '中文<&lt;')
  t.equal(textOf(root, 'b'), '<x>&amp;</x>')
})

t.test('what was written reads back', async (t) => {
  const text = '示例 & <b> "q" \r\n end'
  t.equal(textOf(readXml(writeXml(element('r', [element('a', text)]), { encoding: 'UTF-8' })), 'a'), text)
})

t.test('entities of the document\'s own are not expanded, nor is a document type accepted', async (t) => {
  t.throws(() => readXml('<!DOCTYPE r [<!ENTITY x "y">]><r>&x;</r>'), UnreadableXml)
  t.throws(() => readXml('<?xml version="1.0"?><!doctype r SYSTEM "file:///etc/passwd"><r/>'), UnreadableXml)
  t.equal(readXml('<r>&x;</r>').text, '&x;')
})

t.test('what is not one well-formed element is unreadable', async (t) => {
  for (const xml of ['', 'text', '<a><b></a>', '<a/><b/>', '<a>', '<a><__proto__>1</__proto__></a>']) {
    t.throws(() => readXml(xml), UnreadableXml, xml)
  }
})
