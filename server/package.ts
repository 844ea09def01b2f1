// Where the program's own files are, run from its sources or as compiled, and which version it is.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const isCompiled = import.meta.url.endsWith('.js')
const root = new URL(isCompiled ? '../../' : '../', import.meta.url)

/** The folder that `vite build` fills. */
export const webRoot = fileURLToPath(new URL('dist/web', root))

export function readVersion(): string {
  const text = readFileSync(new URL('package.json', root), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
