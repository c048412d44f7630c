import { any, anyOrder, inOrder, many, maybe, one, text, whole, type Part } from './shape.ts'

const LONG_MAX = 9223372036854775807n
const id = whole(1n, LONG_MAX)
const regionCode = whole(100000n, LONG_MAX)
const code = whole(1n, 64n)
const address = whole(1n, 4294967295n)

/** Source: interface specification V3.0 (2013-10), operation XZBA; where its tables and its schema differ, the schema counts. */
export const NEW_FILING_SHAPE = inOrder(
  one('Zt_xx', anyOrder(
    one('IspZtid', id),
    one('Dwmc', text(1, 255)),
    maybe('Dwxz', whole(1n, 999n)),
    maybe('Tzr', text(1, 255)),
    one('Txdz', anyOrder(one('Shengid', regionCode), one('Shiid', regionCode), maybe('Xianid', regionCode), maybe('Xxdz', text(1, 1024)))),
    one('Zj', inOrder(one('Zjlx', whole(1n, 999n)), one('Zjhm', text(1, 255)), one('Zjzs', text(1, 1024)))),
    // The subject's person is a sequence in XZBA, the site's person is not
    one('Fzr', inOrder(maybe('Fzr_xm', text(1, 128)), ...personContacts())),
    one('Bbfs', whole(0n, 1n)),
    maybe('Bz', text(1, 1024))
  )),
  many('Wz_xx', inOrder(
    one('IspWzid', id),
    one('Wzmc', text(1, 512)),
    maybe('Nrlx', inOrder(many('Nrlx_xx', inOrder(
      one('Nrlx_id', code), one('Qzsph', text(1, 512)), many('Spwj', text(1, Infinity), 10)
    ), 64))),
    one('Fwnr', inOrder(many('Fwnr_id', code, 64))),
    one('Yylb', inOrder(many('Yylb_id', code, 256))),
    many('Ym_xx', anyOrder(one('IspYmid', id), one('Ym', text(4, 128)))),
    many('Jr_xx', inOrder(
      one('IspJrid', id),
      one('Wzfb', inOrder(many('Fbdd', code, 64))),
      one('Wzjrfs', inOrder(many('Jrfs', code, 64))),
      many('Ip_xx', anyOrder(one('IspIpid', id), one('Qsip', address), one('Zzip', address)))
    )),
    one('Wz_Fzr', anyOrder(one('Fzr_xm', text(1, 128)), ...personContacts())),
    maybe('Syurl', text(4, 255)),
    maybe('Wz_Bz', text(1, 1024))
  )),
  any('Fj', inOrder(one('Fjxx', inOrder(
    one('Fjwjgs', id),
    one('Fjyt', id),
    one('Fjnr', text(1, Infinity)),
    one('Fjssdx', inOrder(one('Ssdxlx', whole(1n, 10n)), one('Ssdxbs', id))),
    maybe('Bz', text(1, 256))
  ))))
)

function personContacts (): Part[] {
  return [
    maybe('Fzr_dhhm', text(11, 128)),
    one('Fzr_sjhm', text(11, 128)),
    one('Fzr_dzyj', text(6, 128)),
    maybe('Msn', text(6, 128)),
    maybe('Qq', text(5, 128)),
    maybe('Fzr_zjlx', whole(1n, 999n)),
    maybe('Fzr_zjhm', text(1, 128))
  ]
}
