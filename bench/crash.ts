// Kills the server in mid-load again and again: `npm run crash -- 100` for a hundred rounds (C3).

import { crashRound, startCrashable } from '../test/support/crash.ts'

const rounds = Number(process.argv[2] ?? 50)
const cleanUps: (() => Promise<void>)[] = []
const crashable = await startCrashable((work) => cleanUps.push(work))
let acknowledged = 0
let lost = 0
for (let round = 1; round <= rounds; round++) {
  const result = await crashRound(crashable, {
    killAfterAnswers: 1 + Math.floor(Math.random() * 1_500),
  })
  acknowledged += result.acknowledged
  lost += result.lost.length
  const isGapless = result.seqs.every((seq, index) => seq === index + 1)
  process.stdout.write(
    `round ${round} of ${rounds}: ${acknowledged} acknowledged, ${lost} lost, seqs ${isGapless ? 'gapless' : 'WITH GAPS'}\n`,
  )
  if (!isGapless) lost += 1
}
for (const cleanUp of cleanUps.reverse()) await cleanUp()
process.exitCode = lost === 0 ? 0 : 1
