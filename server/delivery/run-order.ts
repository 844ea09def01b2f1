// The order in which a run makes its deliveries: a pure function of what it sends and how.

import type { Seq } from '../wire/ids.ts'
import type { RunOrder } from '../wire/runs.ts'

export interface OrderOptions {
  readonly times: number
  /** As given when absent. */
  readonly order: RunOrder | undefined
  readonly seed: number
}

/** One seq a delivery. In order, the series begins anew each time; shuffled, a request's repeats may come anywhere. */
export function orderDeliveries(
  seqs: readonly Seq[],
  { times, order, seed }: OrderOptions,
): Iterator<Seq, undefined> {
  const series = sortSeries(seqs, order)
  const places = new Uint32Array(series.length * times).map((_, place) => place)
  if (order === 'shuffled') shuffle(places, seed)
  return seqsAt(series, places)
}

function* seqsAt(series: readonly Seq[], places: Uint32Array): Generator<Seq, undefined> {
  for (const place of places) {
    const seq = series[place % series.length]
    if (seq !== undefined) yield seq
  }
  return undefined
}

/** A shuffled series starts from the ascending one, so that a seed means the same however its requests were given. */
function sortSeries(seqs: readonly Seq[], order: RunOrder | undefined): readonly Seq[] {
  if (order === undefined) return seqs
  return seqs.toSorted(order === 'newest-first' ? (a, b) => b - a : (a, b) => a - b)
}

/** Fisher and Yates. */
function shuffle(places: Uint32Array, seed: number): void {
  const draw = createDraw(seed)
  for (let last = places.length - 1; last > 0; last--) {
    const other = Math.floor(draw() * (last + 1))
    const held = places[last] ?? 0
    places[last] = places[other] ?? 0
    places[other] = held
  }
}

/** Numbers from 0 to below 1, the same for the same seed: a Weyl sequence through the finalizer of MurmurHash3. */
function createDraw(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
  }
}
