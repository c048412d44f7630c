import { cutColumns } from './pad-columns.ts'
import { paint } from './paint.ts'

/** One line that says what is going on. On a terminal it is written over, elsewhere it comes now and then. */
export type Progress = {
  update (text: string): void
  /** Clears the line, for what is printed next. */
  end (): void
}

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'
const FRAME_MS = 120
const PLAIN_EVERY_MS = 2000

export function showProgress (): Progress {
  return process.stdout.isTTY === true ? liveProgress() : plainProgress()
}

function liveProgress (): Progress {
  const since = performance.now()
  let text = ''
  let frame = 0
  let ended = false
  const draw = () => {
    const line = `${FRAMES[frame++ % FRAMES.length]} ${seconds(since)}  ${text}`
    process.stdout.write(`\r\u001b[2K${paint('cyan', cutColumns(line, (process.stdout.columns ?? 80) - 1))}`)
  }
  const timer = setInterval(draw, FRAME_MS)
  return {
    update (now) { text = now },
    end () {
      if (ended) return
      ended = true
      clearInterval(timer)
      process.stdout.write('\r\u001b[2K')
    }
  }
}

function plainProgress (): Progress {
  const since = performance.now()
  let lastAt = -Infinity
  let last = ''
  return {
    update (text) {
      if (text === last || performance.now() - lastAt < PLAIN_EVERY_MS) return
      last = text
      lastAt = performance.now()
      process.stdout.write(`${seconds(since)}  ${text}\n`)
    },
    end () {}
  }
}

function seconds (since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(0).padStart(2)} s`
}
