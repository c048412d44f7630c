import type { Arrow } from './draw-machine.ts'

type Gathered = { name: string, sources: string[], arrows: Arrow[] }

/** From so many states on, arrows of the same name to the same state are drawn once, from a box that lists where they begin. */
const GATHERED_FROM = 3

/** The arrows that are drawn one by one, and those that are drawn together: without it what may happen anywhere hides the way. */
export function gatherArrows (arrows: readonly Arrow[], mainPath: readonly string[]): { alone: Arrow[], gathered: Gathered[] } {
  const isMain = ({ from, to }: Arrow) => mainPath.includes(`${from}>${to}`)
  const alike = [...Map.groupBy(arrows.filter((arrow) => !isMain(arrow)), ({ to, label }) => `${to}: ${label}`).values()]
  const many = alike.filter((group) => group.length >= GATHERED_FROM)
  const bySources = Map.groupBy(many, (group) => group.map(({ from }) => from).join(', '))
  const gathered = [...bySources.values()].map((groups, index) => {
    const name = `from_${index + 1}`
    return { name, sources: groups[0]!.map(({ from }) => from), arrows: groups.map(([first]) => ({ ...first!, from: name })) }
  })
  const taken = new Set(many.flat())
  return { alone: arrows.filter((arrow) => !taken.has(arrow)), gathered }
}
