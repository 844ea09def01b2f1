// Kills and cuts relay, server and the network between them again and again: `npm run crash:relay -- 20` for twenty rounds
// of 2,000 requests (D8).

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChaos } from '../test/support/relay-chaos.ts'

const rounds = Number(process.argv[2] ?? 10)
const first = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31))
const cleanUps: (() => void)[] = []
process.on('exit', () => {
  for (const cleanUp of cleanUps) cleanUp()
})
let failed = 0
for (let round = 0; round < rounds; round++) {
  const seed = first + round
  const folder = await mkdtemp(join(tmpdir(), 'hooklens-relay-'))
  const result = await runChaos({
    seed,
    requests: 2_000,
    rounds: 4,
    folder,
    cleanUp: (work) => cleanUps.push(work),
  })
  const { stored, seen, unmarked, repeats, marked, withoutOutcome, events } = result
  const isInOrder = seen.length === stored.length && seen.every((n, at) => n === stored[at])
  const isGood =
    isInOrder &&
    unmarked.length === 0 &&
    marked <= events['kill-relay'] &&
    withoutOutcome.length === 0
  if (!isGood) failed += 1
  const happened = Object.entries(events).map(([event, count]) => `${count} × ${event}`)
  process.stdout.write(
    `seed ${seed}: ${stored.length} stored, ${seen.length} seen ${isInOrder ? 'in order' : 'OUT OF ORDER'}, ${repeats} repeats, ${marked} marked, ${unmarked.length} unmarked, ${withoutOutcome.length} without outcome; ${happened.join(', ')}\n`,
  )
  await rm(folder, { recursive: true, force: true })
}
process.exitCode = failed === 0 ? 0 : 1
