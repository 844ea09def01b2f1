// Asks the person at the terminal for a secret, and shows none of it.

import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Keyboard, Terminal } from './run.ts'

/** Undefined when nobody is there to ask, or nothing was answered. */
export async function askSecret(
  question: string,
  { stdin, stderr }: Pick<Terminal, 'stdin' | 'stderr'>,
): Promise<string | undefined> {
  if (!stdin?.isTTY) return undefined
  stderr.write(`${question} `)
  const answer = await readSilently(stdin)
  stderr.write('\n')
  return answer.trim() || undefined
}

/** Empty after Ctrl-C or the input's end. */
function readSilently(input: Keyboard): Promise<string> {
  // As a terminal it reads keys one by one, and what it echoes goes nowhere.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output, terminal: true })
  return new Promise((resolve) => {
    lines
      .once('line', (line) => {
        resolve(line)
        lines.close()
      })
      .once('SIGINT', () => lines.close())
      .once('close', () => resolve(''))
  })
}
