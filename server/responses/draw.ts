// Chance that can be had again: what is drawn depends on the rule's seed and the request's turn alone.

/** At least 0 and below 1; different for each `purpose`. */
export function draw(seed: number, turn: number, purpose: 'chance' | 'delay'): number {
  return mix(mix(seed ^ salts[purpose]) + turn) / 2 ** 32
}

const salts = { chance: 0x5bd1e995, delay: 0x1b873593 } as const

/** The finalizer of MurmurHash3: every bit of the input changes half of the output's. */
function mix(value: number): number {
  let mixed = value >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
