// In little; `npm run crash:relay` does it with 2,000 requests, round after round.
import { expect, onTestFinished, test } from 'vitest'
import { runChaos } from '../support/relay-chaos.ts'
import { temporaryFolder } from '../support/server.ts'

test('[D8] requests reach the local server in order while relay, server and network fail at random', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const folder = await temporaryFolder()

  const result = await runChaos({ seed, requests: 300, rounds: 1, folder, cleanUp: onTestFinished })

  const told = `seed ${seed}, ${JSON.stringify(result.events)}, ${result.repeats} repeats`
  expect(Math.min(...Object.values(result.events)), told).toBeGreaterThan(0)
  expect(result.stored.length, told).toBeGreaterThanOrEqual(300)
  expect(result.seen, told).toEqual(result.stored)
  expect(result.unmarked, told).toEqual([])
  // Only what was under way when its relay was killed comes again.
  expect(result.marked, told).toBeLessThanOrEqual(result.events['kill-relay'])
  expect(result.withoutOutcome, told).toEqual([])
}, 60_000)
