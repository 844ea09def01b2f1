import fc from 'fast-check'
import { expect, test } from 'vitest'
import { relayFrameBytes } from '../../server/wire/relay.ts'
import { type Coupled, couple } from './coupled.ts'

const largestWindow = 3

type Step = (link: Coupled) => void

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant((link: Coupled) => link.capture()) },
  { weight: 12, arbitrary: fc.constant((link: Coupled) => void link.carry('relay')) },
  { weight: 8, arbitrary: fc.constant((link: Coupled) => void link.carry('server')) },
  {
    weight: 5,
    arbitrary: fc.nat(9).map((index) => (link: Coupled) => void link.answer(index)),
  },
  { weight: 2, arbitrary: fc.constant((link: Coupled) => link.cut()) },
  { weight: 4, arbitrary: fc.constant((link: Coupled) => link.connect()) },
  {
    weight: 1,
    arbitrary: fc.nat(largestWindow).map((window) => (link: Coupled) => link.setWindow(window)),
  },
  { weight: 1, arbitrary: fc.nat(5).map((seq) => (link: Coupled) => link.replay(seq + 1)) },
)

test('[D8] over a link cut anywhere, each request is handed out once, in order, and every outcome is stored', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 250 }), fc.boolean(), (life, hasBodies) => {
      const link = couple({ window: largestWindow }, hasBodies ? relayFrameBytes + 1 : 0)
      let captured = 0
      let replayed = 0
      const counted: Coupled = {
        ...link,
        capture() {
          captured += 1
          link.capture()
        },
        replay(seq) {
          replayed += 1
          link.replay(seq)
        },
      }
      for (const step of life) step(counted)

      settle(link)

      const news = link.handedOut.filter(({ kind }) => kind === 'new')
      const ids = link.handedOut.map(({ id }) => id)
      expect(news.map(({ request }) => request.seq)).toEqual(oneTo(captured))
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBe(captured + replayed)
      expect(ids.filter((id) => !link.stored.has(id))).toEqual([])
      expect(link.unkept).toBe(0)
      expect(link.mostHeld).toBeLessThanOrEqual(largestWindow)
    }),
    { numRuns: 300 },
  )
})

test('[D7] [D8] a local server that stands at a breakpoint for two minutes has its request once, cut off or not', () => {
  const link = couple({ window: 1 })
  link.capture()
  link.capture()
  link.connect()
  link.pass(120_000)
  const whole = link.handedOut.length

  link.cut()
  link.connect()
  link.pass(120_000)
  const again = link.handedOut.length
  settle(link)

  expect([whole, again]).toEqual([1, 1])
  expect(link.handedOut.map(({ request }) => request.seq)).toEqual([1, 2])
  expect([...link.stored.values()]).toEqual([1, 2])
})

/** The link stays whole from now on, and the local server answers everything. */
function settle(link: Coupled): void {
  link.connect()
  link.setWindow(largestWindow)
  while (link.carry('server') || link.carry('relay') || link.answer(0)) {}
}

function oneTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}
