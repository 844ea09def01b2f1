// Shows that comparing takes as long wherever two texts differ, and however long they are: medians of `isEqual` beside a
// comparison that stops at the first difference. Run with `node bench/constant-time.ts`.

import { isEqual } from '../server/providers/signing/equal.ts'
import { median } from './measure.ts'

const rounds = 400
const callsPerRound = 200
/** A signature, and a text that is compared by its digest. */
const lengths = [64, 4096]

const cases = lengths.flatMap((length) => {
  const expected = 'a'.repeat(length)
  const texts: readonly (readonly [where: string, given: string])[] = [
    ['in the first character', `b${expected.slice(1)}`],
    ['in the last character', `${expected.slice(1)}b`],
    ['in length', expected.slice(length / 2)],
    ['nowhere', Buffer.from(expected).toString()],
  ]
  return texts.map(([where, given]) => ({ what: `${length} differ ${where}`, given, expected }))
})

/** What a comparison must not be: over as soon as it knows. */
function isEqualNaively(given: string, other: string): boolean {
  if (given.length !== other.length) return false
  for (let index = 0; index < given.length; index++) {
    if (given.charCodeAt(index) !== other.charCodeAt(index)) return false
  }
  return true
}

const comparisons = { isEqual, isEqualNaively }
const times = new Map<string, number[]>()

// Turn by turn, so that what else the machine does falls on all of them alike.
for (let round = 0; round < rounds; round++) {
  for (const [name, compare] of Object.entries(comparisons)) {
    for (const { what, given, expected } of cases) {
      const key = `${name}: ${what}`
      const start = performance.now()
      for (let call = 0; call < callsPerRound; call++) compare(given, expected)
      const each = ((performance.now() - start) / callsPerRound) * 1e6
      times.set(key, [...(times.get(key) ?? []), each])
    }
  }
}

for (const [what, values] of times) {
  console.log(
    `${what.padEnd(50)} ${median(values.slice(rounds / 10))
      .toFixed(0)
      .padStart(8)} ns`,
  )
}
