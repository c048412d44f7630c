import t from 'tap'
import type { OrderView } from '../../orders/order-view.ts'
import { checkEnd } from './check-end.ts'
import type { Played } from './play-stories.ts'
import type { Story } from './story.ts'

const story: Story = { title: { zh: '一次通过', en: 'Approved' }, ends: { state: 'completed', filed: true }, act: async () => {} }

t.test('a story ends as it should in its state and with its number', async (t) => {
  t.match(checkEnd(played('completed', '粤ICP备26000001号')), { asItShould: true, line: /✔ .*已备案.*粤ICP备26000001号/ })
})

t.test('a story that ends elsewhere, without a number, or by a fault is told apart', async (t) => {
  t.match(checkEnd(played('bureau_review', null)), { asItShould: false, line: /✘ .*管局审核中[^]*expected completed with a filing number/ })
  t.equal(checkEnd(played('completed', null)).asItShould, false)
  t.match(checkEnd({ ...played('completed', '粤ICP备26000001号'), error: new Error('refused') }), { asItShould: false, line: /refused/ })
  t.match(checkEnd({ story, order: null, history: [], error: new Error('no connection') }), { asItShould: false, line: /no order[^]*no connection/ })
})

function played (state: OrderView['state'], subjectNumber: string | null): Played {
  const order = { state, bureau: { subjectNumber, serviceNumbers: subjectNumber ? [`${subjectNumber}-1`] : [] } } as unknown as OrderView
  return { story, order, history: [], error: null }
}
