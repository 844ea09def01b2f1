// The weight of the built inspector as a browser fetches it, gzipped.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const built = fileURLToPath(new URL('../dist/web', import.meta.url))

export interface Sizes {
  /** Scripts and styles that the page names itself, in bytes. */
  readonly firstLoad: number
  /** The others, the largest first. */
  readonly lazy: readonly { readonly name: string; readonly bytes: number }[]
}

export function readSizes(): Sizes {
  const page = readFileSync(join(built, 'index.html'), 'utf8')
  const parts = readdirSync(join(built, 'assets'))
    .filter((name) => /\.(?:js|css)$/.test(name))
    .map((name) => ({ name, bytes: gzipSync(readFileSync(join(built, 'assets', name))).length }))
  const isFirst = ({ name }: { name: string }) => page.includes(`/assets/${name}`)
  return {
    firstLoad: parts.filter(isFirst).reduce((sum, { bytes }) => sum + bytes, 0),
    lazy: parts.filter((part) => !isFirst(part)).sort((a, b) => b.bytes - a.bytes),
  }
}
