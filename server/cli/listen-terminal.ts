// Draws the screen of `hooklens listen` and reads its keys. What is drawn and what a key does is decided elsewhere.

import { emitKeypressEvents } from 'node:readline'
import type { Keyboard, Output } from './run.ts'

/** `up`, `down`, `enter`, `escape`, `interrupt`, or the character typed. */
export type Key = string

export interface LiveTerminal {
  /** Draws soon; several calls in a row make one picture. */
  redraw(): void
  /** Gives the terminal back as it was. */
  close(): void
}

export interface LiveTerminalOptions {
  readonly stdin: Keyboard
  readonly stdout: Output
  readonly draw: (screen: { columns: number; lines: number }) => readonly string[]
  readonly onKey: (key: Key) => void
}

/** https://nodejs.org/api/readline.html#readlineemitkeypresseventsstream-interface */
interface Keypress {
  readonly name?: string
  readonly ctrl?: boolean
}

const frameMs = 40

/** Takes the whole screen, and leaves what stood there as it was. */
export function openTerminal({ stdin, stdout, draw, onKey }: LiveTerminalOptions): LiveTerminal {
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  function drawNow(): void {
    timer = undefined
    if (isClosed) return
    const lines = draw({ columns: stdout.columns || 80, lines: stdout.rows || 24 })
    // Each line is cleared after it is written, so that nothing flickers.
    stdout.write(`\x1b[H${lines.map((line) => `${line}\x1b[K`).join('\r\n')}\x1b[J`)
  }

  function redraw(): void {
    timer ??= setTimeout(drawNow, frameMs)
  }

  function read(character: string | undefined, key: Keypress): void {
    onKey(nameOf(character, key))
    redraw()
  }

  // Time passes in what is shown: a countdown, a delivery that takes long.
  const clock = setInterval(redraw, 1000)
  stdin.setRawMode?.(true)
  emitKeypressEvents(stdin)
  stdin.on('keypress', read)
  stdin.resume()
  stdout.on?.('resize', redraw)
  // Alternate screen, cursor hidden, no wrapping.
  stdout.write('\x1b[?1049h\x1b[?25l\x1b[?7l')
  drawNow()
  return {
    redraw,
    close() {
      isClosed = true
      clearInterval(clock)
      clearTimeout(timer)
      stdin.off('keypress', read)
      stdin.setRawMode?.(false)
      stdin.pause()
      stdout.off?.('resize', redraw)
      stdout.write('\x1b[?7h\x1b[?25h\x1b[?1049l')
    },
  }
}

/** As Node names a key: `up`, `return`, or the character itself. */
function nameOf(character: string | undefined, key: Keypress): Key {
  if (key.ctrl && key.name === 'c') return 'interrupt'
  if (key.name === 'return' || key.name === 'enter') return 'enter'
  return named.has(key.name ?? '') ? (key.name ?? '') : (character ?? '')
}

const named: ReadonlySet<string> = new Set(['up', 'down', 'escape'])
