// Measures what every capture waits for first: finding out whose a request is, for messages of every provider and for
// one that nobody knows. Run with `node bench/recognise.ts [rounds]`.

import { readFileSync } from 'node:fs'
import { createEvidence, type EvidenceSource } from '../server/providers/reading/evidence.ts'
import { recognise } from '../server/providers/recognise.ts'
import type { HeaderPair } from '../server/wire/requests.ts'
import { median } from './measure.ts'

const rounds = Number(process.argv[2] ?? 200)
// So few that hardly any round is interrupted by something else on the machine.
const perRound = 20

interface Vector {
  readonly provider: string
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly method: string
  readonly bodyBase64: string
  readonly valid: boolean
}

const file = new URL('../test/fixtures/providers/vectors.json', import.meta.url)
const vectors: readonly Vector[] = JSON.parse(readFileSync(file, 'utf8'))

const known = vectors
  .filter(({ valid }) => valid)
  .map((vector) => [vector.provider, sourceOf(vector)] as const)
const browser: readonly HeaderPair[] = [
  ['Host', 'hooks.example.com'],
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'],
  ['Accept', '*/*'],
  ['Content-Type', 'application/json'],
  ['X-Forwarded-For', '203.0.113.7'],
]
const order = { order: { id: 'o-1', items: Array.from({ length: 20 }, (_, sku) => ({ sku })) } }
const unknown = [
  ['nobody, small JSON', sent('{"hello":"world"}')],
  ['nobody, 1 KB of JSON', sent(JSON.stringify({ ...order, note: 'n'.repeat(700) }))],
  ['nobody, 1 MB of JSON', sent(JSON.stringify({ ...order, note: 'n'.repeat(1e6) }))],
  ['nobody, no body', sent('')],
] as const

const times = new Map([...known, ...unknown].map(([name]) => [name, [] as number[]]))
for (let round = 0; round < rounds; round++) {
  for (const [name, source] of [...known, ...unknown]) times.get(name)?.push(microseconds(source))
}

const medians = [...times].map(([name, all]) => [name, median(all)] as const)
const ofKnown = medians.filter(([name]) => !name.startsWith('nobody'))
print('median of all providers', median(ofKnown.map(([, time]) => time)))
for (const [name, time] of ofKnown.sort(([, a], [, b]) => b - a).slice(0, 8)) print(name, time)
for (const [name, time] of medians.filter(([name]) => name.startsWith('nobody'))) print(name, time)

/** Of one recognition, evidence included: without it nothing could be asked. */
function microseconds(source: EvidenceSource): number {
  const start = process.hrtime.bigint()
  for (let count = 0; count < perRound; count++) recognise(createEvidence(source))
  return Number(process.hrtime.bigint() - start) / 1000 / perRound
}

function sourceOf({ method, url, headers, bodyBase64 }: Vector): EvidenceSource {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? []
  const body = Buffer.from(bodyBase64, 'base64')
  return { method, path: '', query, headers, body, receivedAt: 0 }
}

function sent(text: string): EvidenceSource {
  const body = Buffer.from(text)
  return { method: 'POST', path: '/x', query: 'a=1', headers: browser, body, receivedAt: 0 }
}

function print(name: string, time: number): void {
  process.stdout.write(`${time.toFixed(2).padStart(8)} µs  ${name}\n`)
}
