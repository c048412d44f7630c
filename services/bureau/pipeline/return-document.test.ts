import t from 'tap'
import { readReturnDocument, writeReturnDocument } from './return-document.ts'
import { UnreadableXml } from './xml.ts'

const file = {
  hashAlgorithm: 0, compressionFormat: 0, encryptAlgorithm: 1, dataSequence: 7, fileName: '20240102030405_zj_1.xml', beianInfo: 'AAAA', beianInfoHash: 'h=='
}

t.test('a return document reads back as it was written', async (t) => {
  const documents = [
    { code: 0, message: '完成', dataSequences: [], fileInfos: null },
    { code: 14, message: '缺失', dataSequences: [3, 4], fileInfos: null },
    { code: 0, message: '', dataSequences: [], fileInfos: file }
  ]
  for (const document of documents) t.same(readReturnDocument(writeReturnDocument(document)), document)
})

t.test('its elements stand in the published order', async (t) => {
  const names = [...writeReturnDocument({ code: 0, message: 'm', dataSequences: [1], fileInfos: file }).matchAll(/<(\w+)>/g)]
  t.same(names.map(([, name]) => name), ['return', 'msg_code', 'msg', 'dataSequences', 'dataSequence', 'fileInfos', 'hashAlgorithm',
    'compressionFormat', 'encryptAlgorithm', 'dataSequence', 'return_FileName', 'beianInfo', 'beianInfoHash'])
})

t.test('an answer that bends the schema is still read', async (t) => {
  t.same(readReturnDocument(' <return version="V.3.0"><extra/><msg_code> 2 </msg_code></return>'),
    { code: 2, message: '', dataSequences: [], fileInfos: null })
  t.equal(readReturnDocument('<return><msg_code>nul</msg_code></return>').code, null)
  t.equal(readReturnDocument('<return/>').code, null)
  t.same(readReturnDocument('<return><dataSequences><dataSequence>5</dataSequence></dataSequences></return>').dataSequences, [5])
})

t.test('another document is unreadable', async (t) => {
  t.throws(() => readReturnDocument('<html/>'), UnreadableXml)
})
