/** What a test may want to say differently about a new filing. The rest is an invented company that a bureau would pass. */
export type FilingWish = {
  ispZtid?: string
  organisation?: string
  certificateNumber?: string
  siteName?: string
  domain?: string
  moreDomains?: string[]
  remark?: string
  siteRemark?: string
  mobiles?: [subject: string, site: string]
  homeUrl?: string
  version?: string | null
  unit?: string
}

const ATTACHMENT = '<Fj><Fjxx><Fjwjgs>1</Fjwjgs><Fjyt>1</Fjyt><Fjnr>/9j/4AAQ</Fjnr>' +
  '<Fjssdx><Ssdxlx>2</Ssdxlx><Ssdxbs>2001</Ssdxbs></Fjssdx></Fjxx></Fj>'

/** Written by hand and not with a builder: a bureau does not know how its providers write. */
export function newFilingXml (wish: FilingWish = {}): string {
  const version = wish.version === null ? '' : ` version="${wish.version ?? 'V.3.0'}"`
  return `<?xml version="1.0" encoding="GBK"?><UploadData${version}><ICP><XZBA><Baxx>${subjectXml(wish)}${siteXml(wish)}` +
    `${ATTACHMENT}</Baxx></XZBA><Qqdwid>${wish.unit ?? '440000000001'}</Qqdwid></ICP></UploadData>`
}

function subjectXml ({ ispZtid = '1001', organisation, certificateNumber, remark, mobiles }: FilingWish): string {
  return `<Zt_xx><IspZtid>${ispZtid}</IspZtid><Dwmc>${organisation ?? '示例有限公司'}</Dwmc><Dwxz>4</Dwxz><Tzr>示例投资人</Tzr>` +
    '<Txdz><Shengid>440000</Shengid><Shiid>440300</Shiid><Xianid>440305</Xianid><Xxdz>示例路1号101室</Xxdz></Txdz>' +
    `<Zj><Zjlx>1</Zjlx><Zjhm>${certificateNumber ?? '91350100M000100Y43'}</Zjhm><Zjzs>示例路1号</Zjzs></Zj>` +
    `<Fzr>${personXml('张三', mobiles?.[0] ?? '13800000001')}</Fzr><Bbfs>1</Bbfs>${optional('Bz', remark)}</Zt_xx>`
}

function siteXml ({ siteName, domain = 'example.com', moreDomains = [], homeUrl, siteRemark, mobiles }: FilingWish): string {
  const domains = [domain, ...moreDomains].map((name, at) => `<Ym_xx><IspYmid>${3001 + at}</IspYmid><Ym>${name}</Ym></Ym_xx>`)
  return `<Wz_xx><IspWzid>2001</IspWzid><Wzmc>${siteName ?? '示例网站'}</Wzmc><Fwnr><Fwnr_id>8</Fwnr_id></Fwnr>` +
    `<Yylb><Yylb_id>1</Yylb_id></Yylb>${domains.join('')}<Jr_xx><IspJrid>4001</IspJrid><Wzfb><Fbdd>5</Fbdd></Wzfb>` +
    '<Wzjrfs><Jrfs>5</Jrfs></Wzjrfs><Ip_xx><IspIpid>5001</IspIpid><Qsip>3221225994</Qsip><Zzip>3221225994</Zzip></Ip_xx></Jr_xx>' +
    `<Wz_Fzr>${personXml('李四', mobiles?.[1] ?? '13800000002')}</Wz_Fzr><Syurl>${homeUrl ?? `www.${domain}`}</Syurl>` +
    `${optional('Wz_Bz', siteRemark)}</Wz_xx>`
}

function personXml (name: string, mobile: string): string {
  return `<Fzr_xm>${name}</Fzr_xm><Fzr_dhhm>0755-00000000</Fzr_dhhm><Fzr_sjhm>${mobile}</Fzr_sjhm>` +
    '<Fzr_dzyj>a@example.com</Fzr_dzyj><Fzr_zjlx>2</Fzr_zjlx><Fzr_zjhm>11010519491231002X</Fzr_zjhm>'
}

function optional (name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${text}</${name}>`
}
