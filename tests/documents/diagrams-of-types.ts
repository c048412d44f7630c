import { drawMachine } from '../../machines/order/drawing/draw-machine.ts'
import { MAIN_PATH } from '../../machines/order/drawing/draw-machine-as-data.ts'
import { ORDER_TYPES, type OrderType } from '../../machines/order/order-types.ts'
import { chartsOfPreset, TYPES } from './charts-of-preset.ts'
import { code } from './markdown-table.ts'

/** One heading and one diagram a type, under the default policy; a type that lives as an earlier one refers to it. */
export function diagramsOfTypes (): string {
  const drawn = new Map<string, OrderType>()
  return TYPES.map((type) => {
    const diagram = drawMachine(chartsOfPreset('huawei').get(type)!, MAIN_PATH)
    const { label: { zh, en } } = ORDER_TYPES[type]
    const same = drawn.get(diagram)
    if (same === undefined) drawn.set(diagram, type)
    const shown = same === undefined ? mermaid(diagram) : `As [${code(same)}](#${same}): the same states and the same arrows.`
    return `### ${code(type)}\n\n${zh}, ${en}.\n\n${shown}`
  }).join('\n\n')
}

export function mermaid (diagram: string): string {
  return `\`\`\`mermaid\n${diagram}\`\`\``
}
