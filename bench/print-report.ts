import type { HttpTask } from './http-client/main.ts'
import type { Measured } from './load.ts'
import type { Compared } from './compare.ts'

type Wanted = { what: string, ratio: number, p99Ms?: number }

/** Source: DESIGN.md section 8. */
const WANTED: Record<HttpTask['what'], Wanted> = {
  commands: { what: 'order commands', ratio: 0.5, p99Ms: 50 },
  'commands with a key': { what: 'order commands, Idempotency-Key', ratio: 0.5, p99Ms: 50 },
  reads: { what: 'reading one order', ratio: 0.5 }
}
const API_MB = 250

export function printReport (compared: Compared[]): void {
  print('', 'bare/s', 'p50 ms', 'p99 ms', 'service/s', 'p50 ms', 'p99 ms', 'ratio', 'api MB', 'verdict')
  for (const { what, bare, service, apiMb } of compared) {
    const wanted = WANTED[what]
    const ratio = service.perSecond / bare.perSecond
    const verdict = judge(wanted, ratio, service, apiMb)
    print(wanted.what, ...figures(bare), ...figures(service), ratio.toFixed(2), apiMb.toFixed(0), verdict)
  }
  console.log('\nbare: the same SQL, sent by a prepared-statement client; service: over HTTP. Database, service and load share the machine.')
}

function judge (wanted: Wanted, ratio: number, { p99Ms }: Measured, apiMb: number): string {
  const misses = [
    ...ratio < wanted.ratio ? [`ratio < ${wanted.ratio}`] : [],
    ...wanted.p99Ms !== undefined && p99Ms > wanted.p99Ms ? [`p99 > ${wanted.p99Ms} ms`] : [],
    ...apiMb > API_MB ? [`api > ${API_MB} MB`] : []
  ]
  return misses.length === 0 ? 'met' : `MISSED: ${misses.join(', ')}`
}

function figures ({ perSecond, p50Ms, p99Ms }: Measured): string[] {
  return [Math.round(perSecond).toLocaleString('en'), p50Ms.toFixed(1), p99Ms.toFixed(1)]
}

function print (what: string, ...cells: string[]): void {
  const verdict = cells.pop()
  console.log([what.padEnd(32), ...cells.map((cell) => cell.padStart(9)), ` ${verdict}`].join(' '))
}
