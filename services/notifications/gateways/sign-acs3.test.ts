import t from 'tap'
import { signAcs3 } from './sign-acs3.ts'

const REQUEST = {
  host: 'ecs.cn-shanghai.aliyuncs.com',
  action: 'RunInstances',
  version: '2014-05-26',
  query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
  accessKeyId: 'YourAccessKeyId',
  accessKeySecret: 'YourAccessKeySecret',
  date: '2023-10-26T10:22:32Z',
  nonce: '3156853299f313e23d1673dc12e1703d'
}

t.test('a request is signed as in the example that Alibaba Cloud publishes', async (t) => {
  const { query, headers } = signAcs3(REQUEST)
  t.equal(query, 'ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai')
  t.equal(headers.authorization, 'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;' +
    'x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0')
})

t.test('Chinese, spaces and signs that JavaScript would leave alone are encoded', async (t) => {
  t.equal(signAcs3({ ...REQUEST, query: { SignName: "备 案(*)'!~" } }).query, 'SignName=%E5%A4%87%20%E6%A1%88%28%2A%29%27%21~')
})
