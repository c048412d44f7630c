/** Word and its sound: names that a company could have and, as far as we know, none has. */
const WORDS = [
  ['云雀桥', 'yunqueqiao'], ['砚池', 'yanchi'], ['鹿眠', 'lumian'], ['橙舟', 'chengzhou'], ['木棉港', 'mumiangang'], ['纸鸢', 'zhiyuan'],
  ['青螺湾', 'qingluowan'], ['石榴巷', 'shiliuxiang'], ['半夏里', 'banxiali'], ['灯塔湾', 'dengtawan'], ['拾穗', 'shisui'], ['听蝉', 'tingchan'],
  ['白鹭滩', 'bailutan'], ['松果山', 'songguoshan'], ['蓝渡', 'landu'], ['海藻街', 'haizaojie'], ['晚稻', 'wandao']
] as const

const TRADES = [
  ['茶业', 'tea', '茶叶展示网', '展示本公司的茶叶产品与茶园介绍'],
  ['花艺设计', 'flowers', '花艺作品展示', '展示本公司的花艺作品与服务介绍'],
  ['信息技术', 'tech', '产品介绍平台', '展示本公司的软件产品与企业介绍'],
  ['包装材料', 'packaging', '包装样品展示', '展示本公司的包装样品与工艺说明'],
  ['物流', 'logistics', '运输服务介绍', '介绍本公司的运输线路与联系方式'],
  ['精密机械', 'machines', '机械产品展示', '展示本公司的机械产品与技术资料'],
  ['餐饮管理', 'kitchen', '餐厅菜单展示', '介绍本公司的餐厅、菜单与营业时间']
] as const

const FAMILY_NAMES = '陈林黄张李王吴刘杨梁何郭罗宋郑谢韩唐冯董'
const GIVEN_NAMES = ['知夏', '明远', '书宁', '若溪', '子衡', '安澜', '亦舟', '清和', '景行', '予怀', '思齐', '望舒', '怀瑾']

export type CompanyName = { name: string, domain: string, siteName: string, remark: string }

/** Distinct for every n: the first hundred differ in their words, those after carry a number. */
export function nameCompany (n: number): CompanyName {
  const [word, sound] = WORDS[n % WORDS.length]!
  const [trade, english, site, remark] = TRADES[n % TRADES.length]!
  const lap = Math.floor(n / (WORDS.length * TRADES.length))
  const [more, moreSound] = lap === 0 ? ['', ''] : [`第${lap}`, `-${lap}`]
  return {
    name: `深圳市${word}${more}${trade}有限公司`,
    domain: `${sound}-${english}${moreSound}-example.cn`,
    siteName: `${word}${site}`,
    remark
  }
}

export function namePerson (n: number): string {
  return `${FAMILY_NAMES[n % FAMILY_NAMES.length]}${GIVEN_NAMES[n % GIVEN_NAMES.length]}`
}
