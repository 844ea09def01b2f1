// Gives equal texts, and equal sequences of numbers, equal numbers, so that long ones are compared but once.

export interface Intern {
  text(text: string): number
  /** The number of a sequence that goes on with `item`; every sequence begins with `start`. */
  next(sequence: number, item: number): number
  readonly start: number
}

export function createIntern(): Intern {
  const texts = new Map<string, number>()
  const sequences = createPairTable()
  let last = 0
  const fresh = () => {
    last += 1
    return last
  }
  return {
    start: 0,
    text(text) {
      const known = texts.get(text)
      if (known !== undefined) return known
      texts.set(text, fresh())
      return last
    },
    next: (sequence, item) => sequences.find(sequence, item, fresh),
  }
}

interface PairTable {
  find(one: number, other: number, fresh: () => number): number
}

/** A hash table with open addressing: millions of pairs in three flat arrays, where a Map would keep as many objects. */
function createPairTable(): PairTable {
  let size = 1 << 10
  let ones = new Int32Array(size)
  let others = new Int32Array(size)
  /** 0 where there is none. */
  let values = new Int32Array(size)
  let count = 0

  function placeOf(one: number, other: number): number {
    let hash = Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    let at = (hash ^ (hash >>> 13)) & (size - 1)
    while (values[at] !== 0 && (ones[at] !== one || others[at] !== other))
      at = (at + 1) & (size - 1)
    return at
  }

  function put(at: number, one: number, other: number, value: number): void {
    ones[at] = one
    others[at] = other
    values[at] = value
  }

  function grow(): void {
    const old = { ones, others, values }
    size *= 2
    ones = new Int32Array(size)
    others = new Int32Array(size)
    values = new Int32Array(size)
    old.values.forEach((value, at) => {
      if (value === 0) return
      const [one = 0, other = 0] = [old.ones[at], old.others[at]]
      put(placeOf(one, other), one, other, value)
    })
  }

  return {
    find(one, other, fresh) {
      const at = placeOf(one, other)
      const known = values[at]
      if (known) return known
      const value = fresh()
      put(at, one, other, value)
      count += 1
      if (count * 2 > size) grow()
      return value
    },
  }
}
