import { gatherArrows } from './draw-machine-gather.ts'

/** As much of a statechart as a diagram shows: `description` names a state, its first tag says whose turn it is. */
type Drawable = { initial: string, states: Record<string, DrawableState> }
type DrawableState = { description?: string, tags?: string[], on?: DrawableTransitions, after?: DrawableTransitions }
type DrawableTransitions = Record<string, DrawableTransition[]>
type DrawableTransition = { target?: string, guard?: { type: 'all', params: { of: readonly string[] } } }
/** One event that leads from one state to another, in words. */
export type Arrow = { from: string, to: string, label: string }

/** Whose turn it is, as a colour; dark on light, so that it is read in a dark page too. */
const COLOURS: Record<string, string> = {
  applicant: 'fill:#dbeafe,stroke:#2563eb,color:#111827',
  counterparty: 'fill:#e0e7ff,stroke:#4f46e5,color:#111827',
  owners: 'fill:#cffafe,stroke:#0891b2,color:#111827',
  staff: 'fill:#fef3c7,stroke:#d97706,color:#111827',
  system: 'fill:#f3e8ff,stroke:#9333ea,color:#111827',
  bureau: 'fill:#fee2e2,stroke:#dc2626,color:#111827',
  nobody: 'fill:#e5e7eb,stroke:#4b5563,color:#111827',
  gathered: 'fill:#ffffff,stroke:#6b7280,color:#111827,stroke-dasharray:4'
}

/**
 * A statechart as a Mermaid diagram: what leads from state to state, one arrow a pair; what only happens inside a state is left
 * out. `mainPath` names arrows, as `from>to`, that keep their place where others like them are gathered into one.
 */
export function drawMachine ({ initial, states }: Drawable, mainPath: readonly string[] = []): string {
  const arrows = Object.entries(states).flatMap(([from, state]) => arrowsOf(from, state))
  const { alone, gathered } = gatherArrows(arrows, mainPath)
  const ends = Object.keys(states).filter((state) => !arrows.some(({ from }) => from === state))
  const classes = Object.entries(states).map(([name, { tags = [] }]) => ({ name, tag: tags[0] ?? '' }))
  return [
    'stateDiagram-v2',
    ...Object.entries(states).flatMap(([name, { description }]) => description === undefined ? [] : [`state "${description}<br/>${name}" as ${name}`]),
    ...gathered.map(({ name, sources }) => `state "${sources.join('<br/>')}" as ${name}`),
    `[*] --> ${initial}`,
    ...joined([...alone, ...gathered.flatMap(({ arrows }) => arrows)]),
    ...ends.map((state) => `${state} --> [*]`),
    ...colours([...classes, ...gathered.map(({ name }) => ({ name, tag: 'gathered' }))])
  ].join('\n  ') + '\n'
}

/** One an event: what is alike is gathered before it is joined. */
function arrowsOf (from: string, { on = {}, after = {} }: DrawableState): Arrow[] {
  return [
    ...Object.entries(on).flatMap(([event, transitions]) => labelled(event, transitions)),
    ...Object.entries(after).flatMap(([delay, transitions]) => labelled(`after ${delay.toLowerCase()}`, transitions))
  ].map((arrow) => ({ from, ...arrow }))
}

/** Where an event leads, and what it is called there. A guard is named only where it chooses between targets. */
function labelled (event: string, transitions: DrawableTransition[]): Array<Omit<Arrow, 'from'>> {
  const leaving = transitions.flatMap(({ target, guard }) => target === undefined ? [] : [{ target, guards: guard?.params.of ?? [] }])
  const isShared = (name: string) => leaving.every(({ guards }) => guards.includes(name))
  return [...Map.groupBy(leaving, ({ target }) => target)].map(([to, ways]) => {
    const choices = ways.map(({ guards }) => guards.filter((name) => !isShared(name)))
    const isPlain = ways.length === leaving.length || choices.some((names) => names.length === 0)
    return { to, label: isPlain ? event : `${event} [${choices.map((names) => names.join(', ')).join(' or ')}]` }
  })
}

function joined (arrows: Arrow[]): string[] {
  return [...Map.groupBy(arrows, ({ from, to }) => `${from} --> ${to}`)]
    .map(([ends, alike]) => `${ends}: ${alike.map(({ label }) => label).join(', ')}`)
}

function colours (classes: Array<{ name: string, tag: string }>): string[] {
  return Object.entries(COLOURS).flatMap(([tag, style]) => {
    const names = classes.filter((one) => one.tag === tag).map(({ name }) => name)
    return names.length === 0 ? [] : [`classDef ${tag} ${style}`, `class ${names.join(',')} ${tag}`]
  })
}
