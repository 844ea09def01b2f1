import { expect, test } from 'vitest'
import { crashRound, startCrashable } from '../support/crash.ts'

// Eleven starts of a server take their time where the machine is busy.
test(
  '[C3] every answered request survives ten kills in mid-load',
  { timeout: 90_000 },
  async () => {
    const crashable = await startCrashable()

    const lost: number[] = []
    let acknowledged = 0
    for (let round = 0; round < 10; round++) {
      const result = await crashRound(crashable, {
        killAfterAnswers: 20 + Math.floor(Math.random() * 300),
      })
      acknowledged += result.acknowledged
      lost.push(...result.lost)
      expect(result.seqs).toEqual(Array.from(result.seqs, (_, index) => index + 1))
    }

    expect(lost).toEqual([])
    expect(acknowledged).toBeGreaterThan(100)
  },
)
