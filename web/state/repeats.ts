// Finds the requests that repeat an event: those of one provider with one delivery id. Kept up as rows come and go at the ends.

import type { Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'

export interface Repeats {
  /** The newest of each event and all that stand alone, newest first; brought up to `rows`, which are of that `shape`. */
  headsOf(rows: readonly RequestSummary[], shape: object): readonly Seq[]
  /** All requests of the same event, newest first, as of the last rows given; undefined for one that stands alone. */
  groupOf(request: RequestSummary): readonly Seq[] | undefined
}

export function createRepeats(): Repeats {
  /** By provider and delivery id: 100,000 texts put together for a key would cost more than all else. */
  let events = new Map<string, Map<string, Seq | Seq[]>>()
  let heads: readonly Seq[] = []
  let known: readonly RequestSummary[] = []
  let knownShape: object | undefined

  function membersOf({ provider }: RequestSummary): Seq | Seq[] | undefined {
    if (!provider?.deliveryId) return undefined
    return events.get(provider.id)?.get(provider.deliveryId)
  }

  function setMembers({ provider }: RequestSummary, members: Seq | Seq[] | undefined): void {
    if (!provider?.deliveryId) return
    let ofProvider = events.get(provider.id)
    if (!ofProvider) {
      ofProvider = new Map()
      events.set(provider.id, ofProvider)
    }
    if (members === undefined) ofProvider.delete(provider.deliveryId)
    else ofProvider.set(provider.deliveryId, members)
  }

  /** Those of `rows` that are older than all known: no head changes, some come. */
  function addOlder(descending: readonly RequestSummary[]): void {
    const more: Seq[] = []
    for (const request of descending) {
      const members = membersOf(request)
      if (members === undefined) {
        setMembers(request, request.seq)
        more.push(request.seq)
      } else if (typeof members === 'number') setMembers(request, [members, request.seq])
      else members.push(request.seq)
    }
    if (more.length > 0) heads = heads.length === 0 ? more : [...heads, ...more]
  }

  /** Newer than all known: each is a head, and the one before it is no more. */
  function addNewer(descending: readonly RequestSummary[]): void {
    const next = [...heads]
    const fresh: Seq[] = []
    for (const request of descending.toReversed()) {
      const members = membersOf(request)
      if (members === undefined) setMembers(request, request.seq)
      else if (typeof members === 'number') setMembers(request, [request.seq, members])
      else members.unshift(request.seq)
      const before = typeof members === 'number' ? members : members?.[1]
      if (before !== undefined) drop(before > (next[0] ?? 0) ? fresh : next, before)
      fresh.push(request.seq)
    }
    heads = [...fresh.reverse(), ...next]
  }

  function dropOlder(dropped: readonly RequestSummary[], oldestKept: Seq): void {
    for (const request of dropped) {
      // One of those before it may have left its event with a single member.
      const left = [membersOf(request) ?? []].flat().filter((seq) => seq >= oldestKept)
      const [only, ...others] = left
      setMembers(request, others.length === 0 ? only : left)
    }
    let kept = heads.length
    while (kept > 0 && (heads[kept - 1] ?? 0) < oldestKept) kept -= 1
    heads = heads.slice(0, kept)
  }

  return {
    headsOf(rows, shape) {
      const [newest, oldest] = [known[0]?.seq, known.at(-1)?.seq]
      const last = rows.at(-1)?.seq
      if (shape !== knownShape || newest === undefined || oldest === undefined || !last) {
        events = new Map()
        heads = []
        addOlder(rows)
      } else {
        let top = 0
        while ((rows[top]?.seq ?? 0) > newest) top += 1
        if (top > 0) addNewer(rows.slice(0, top))
        let bottom = rows.length
        while ((rows[bottom - 1]?.seq ?? oldest) < oldest) bottom -= 1
        if (bottom < rows.length) addOlder(rows.slice(bottom))
        let kept = known.length
        while ((known[kept - 1]?.seq ?? last) < last) kept -= 1
        if (kept < known.length) dropOlder(known.slice(kept), last)
      }
      known = rows
      knownShape = shape
      return heads
    },
    groupOf(request) {
      const members = membersOf(request)
      return Array.isArray(members) ? members : undefined
    },
  }
}

function drop(seqs: Seq[], seq: Seq): void {
  const index = seqs.indexOf(seq)
  if (index >= 0) seqs.splice(index, 1)
}
