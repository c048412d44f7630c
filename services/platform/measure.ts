import { Gauge, type Registry } from 'prom-client'

export type Sample = { value: number, labels?: Record<string, string> }

type Figure = { name: string, help: string, labels?: readonly string[] }

/**
 * A figure that is looked up whenever Prometheus asks. One that cannot be looked up is left out, so that an alert on its
 * absence tells and the other figures still come.
 */
export function measure (registry: Registry, { name, help, labels = [] }: Figure, collect: () => Promise<Sample[] | number>): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    async collect () {
      gauge.reset()
      try {
        const found = await collect()
        for (const { value, labels: of = {} } of typeof found === 'number' ? [{ value: found }] : found) gauge.set(of, value)
      } catch {
        if (labels.length === 0) gauge.remove() // a reset leaves a zero, which would be a lie
      }
    }
  })
}
