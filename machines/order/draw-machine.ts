/** As much of a statechart's config as a diagram shows. */
type Drawable = { initial?: unknown, states?: Record<string, DrawableState | undefined> }
type DrawableState = { on?: unknown, after?: unknown }
type Arrow = { from: string, to: string, label: string }

/** The statechart as a Mermaid diagram: what leads from state to state; what only happens inside a state is left out. */
export function drawMachine ({ initial, states = {} }: Drawable): string {
  const arrows = Object.entries(states).flatMap(([from, state]) => [
    ...arrowsOf(from, state?.on, (event) => event),
    ...arrowsOf(from, state?.after, (delay) => `after ${delay.toLowerCase()}`)
  ])
  const ends = Object.keys(states).filter((state) => !arrows.some(({ from }) => from === state))
  return [
    'stateDiagram-v2',
    ...typeof initial === 'string' ? [`  [*] --> ${initial}`] : [],
    ...arrows.map(({ from, to, label }) => `  ${from} --> ${to}: ${label}`),
    ...ends.map((state) => `  ${state} --> [*]`),
    ''
  ].join('\n')
}

function arrowsOf (from: string, transitions: unknown, name: (key: string) => string): Arrow[] {
  return Object.entries(transitions ?? {}).flatMap(([key, listed]) =>
    [listed].flat().flatMap((transition: unknown) => {
      const { target, guard } = typeof transition === 'string' ? { target: transition } : transition as { target?: unknown, guard?: unknown }
      return typeof target === 'string' ? [{ from, to: target, label: name(key) + conditions(guard) }] : []
    }))
}

function conditions (guard: unknown): string {
  const names = (guard as { params?: { of?: string[] } } | undefined)?.params?.of ?? []
  return names.length === 0 ? '' : ` [${names.join(', ')}]`
}
