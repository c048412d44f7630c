import { MACHINE_VERSION } from '../../machines/order/order-machine.ts'
import { BIRTHS } from './births.ts'
import { composeGolden } from './compose-golden.ts'
import { readGolden, writeGolden } from './golden-files.ts'
import { shapeFaults, shapeOf } from './version-faults.ts'

/** npm run golden: writes the golden file of the machine's own version. Those of earlier versions are never written again. */
const golden = composeGolden(MACHINE_VERSION, BIRTHS)
const before = readGolden(MACHINE_VERSION)
const faults = before ? shapeFaults(shapeOf(before), shapeOf(golden)) : []

if (faults.length > 0 && !process.argv.includes('--unreleased')) {
  console.error([...faults, 'Only when no release has stored orders of this version: npm run golden -- --unreleased'].join('\n'))
  process.exitCode = 1
} else {
  writeGolden(golden)
  console.log(`${golden.orders.length} golden orders of machine version ${MACHINE_VERSION}`)
}
