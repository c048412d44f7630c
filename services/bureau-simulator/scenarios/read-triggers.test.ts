import t from 'tap'
import { parseTriggers } from './read-triggers.ts'

t.test('a magic value has a name, an argument and a number of submissions', async (t) => {
  t.same(parseTriggers('示例#refuse:名称 不符@2 #dup'), [
    { name: 'refuse', argument: '名称 不符', firstSubmissions: 2 },
    { name: 'dup', argument: '', firstSubmissions: null }
  ])
})

t.test('a name that merely holds a number sign is an ordinary name', async (t) => {
  t.same(parseTriggers('C#教程 #示例 #unknown:1'), [])
})
