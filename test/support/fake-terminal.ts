// A person at a terminal, as a command sees one: keys to press, and a screen to read.

import { PassThrough } from 'node:stream'
import type { Terminal } from '../../server/cli/run.ts'

export interface FakeTerminal {
  readonly terminal: Terminal
  press(...keys: readonly string[]): void
  type(text: string): void
  /** Resolves with the screen, without colours, once it fits. */
  shows(pattern: RegExp): Promise<string>
  /** Everything written to stderr. */
  readonly errors: string
  /** Everything ever written to stdout. */
  readonly written: string
}

const sequences: Readonly<Record<string, string>> = {
  up: '\x1b[A',
  down: '\x1b[B',
  enter: '\r',
  'ctrl-c': '\x03',
}

export function fakeTerminal(
  env: Readonly<Record<string, string>> = {},
  size: { columns: number; rows: number } = { columns: 100, rows: 20 },
): FakeTerminal {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} })
  let written = ''
  let errors = ''
  const waiting = new Set<() => void>()

  function screen(): string {
    const frame = written.split('\x1b[H').at(-1) ?? ''
    const codes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g')
    return frame.replace(codes, '').replaceAll('\r', '')
  }

  return {
    terminal: {
      env,
      stdin,
      stdout: {
        isTTY: true,
        ...size,
        write(text: string) {
          written += text
          for (const look of waiting) look()
        },
      },
      stderr: {
        write(text: string) {
          errors += text
        },
      },
      on: () => {},
    },
    press(...keys) {
      for (const key of keys) stdin.write(sequences[key] ?? key)
    },
    type(text) {
      stdin.write(`${text}\r`)
    },
    shows: (pattern) =>
      new Promise((resolve) => {
        const look = () => {
          const text = screen()
          if (!pattern.test(text)) return
          waiting.delete(look)
          resolve(text)
        }
        waiting.add(look)
        look()
      }),
    get errors() {
      return errors
    },
    get written() {
      return written
    },
  }
}
