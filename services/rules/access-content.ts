import { Type } from 'typebox'
import { codes, text } from './field-schemas.ts'

const IpRange = Type.Object({
  start: Type.Optional(text('First IPv4 address [起始IP]', 7, 15)),
  end: Type.Optional(text('Last IPv4 address; a single one repeats itself [终止IP]', 7, 15))
}, { additionalProperties: false, description: 'A range of public IPv4 addresses [IP段]' })

/** Where it is hosted (接入): section 2.7 of the rule dossier. The published bureau interface knows IPv4 only. */
export const AccessContent = Type.Object({
  resource: Type.Optional(text('Cloud resource that carries the filing, or its authorization code [云资源 / 备案授权码]', 1, 255)),
  ipRanges: Type.Optional(Type.Array(IpRange, { description: 'Addresses of the service [IP地址]', maxItems: 100 })),
  methods: Type.Optional(codes('How it is hosted: ids of /v1/meta/access-methods [接入方式]', 1, 64)),
  serverLocations: Type.Optional(codes('Where the servers stand: bureauLocationId of /v1/meta/provinces [服务器放置地]', 1, 64))
}, { additionalProperties: false, description: 'Where it is hosted [接入信息]' })
