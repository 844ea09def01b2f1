// Finds the requests that are attempts at one event among the rows loaded, and keeps up as rows come and go at the ends.

import type { Seq } from '../../server/wire/ids.ts'
import { eventKeyOf, isSameEvent } from '../../server/wire/repeats.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'

export interface Repeats {
  /** The newest of each event and all that stand alone, newest first; brought up to `rows`, which are of that `shape`. */
  headsOf(rows: readonly RequestSummary[], shape: object): readonly Seq[]
  /** All requests of the same event, newest first, as of the last rows given; undefined for one that stands alone. */
  groupOf(request: RequestSummary): readonly Seq[] | undefined
}

/** Most have one attempt and no other event of the same key: both must cost next to nothing, 100,000 times. */
interface Event {
  readonly sample: RequestSummary
  members: Seq | Seq[]
  /** Another event with the same key. */
  next: Event | undefined
}

export function createRepeats(): Repeats {
  let events = new Map<string, Event>()
  let heads: readonly Seq[] = []
  let known: readonly RequestSummary[] = []
  let knownShape: object | undefined

  function eventOf(request: RequestSummary, key = eventKeyOf(request)): Event | undefined {
    let event = key === undefined ? undefined : events.get(key)
    while (event && !isSameEvent(event.sample, request)) event = event.next
    return event
  }

  function membersOf(request: RequestSummary): Seq | Seq[] | undefined {
    return eventOf(request)?.members
  }

  function setMembers(request: RequestSummary, members: Seq | Seq[]): void {
    const key = eventKeyOf(request)
    if (key === undefined) return
    const event = eventOf(request, key)
    if (event) event.members = members
    else events.set(key, { sample: request, members, next: events.get(key) })
  }

  function forget(request: RequestSummary): void {
    const key = eventKeyOf(request)
    if (key === undefined) return
    let left: Event | undefined
    for (let event = events.get(key); event; event = event.next) {
      if (!isSameEvent(event.sample, request)) left = { ...event, next: left }
    }
    if (left) events.set(key, left)
    else events.delete(key)
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
      if (only === undefined) forget(request)
      else setMembers(request, others.length === 0 ? only : left)
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
