// Tells of new requests while the user is elsewhere, by a desktop notification or a sound, each with a filter of its own.

import type { Signal } from '@preact/signals'
import type { BinId, Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinApi } from '../api.ts'
import { describeArrivals } from '../text/describe-arrivals.ts'
import { createFilterLanguage, type FilterLanguage } from './filter-language.ts'
import { type KeyValueStore, storedSignal } from './stored.ts'

export const ways = ['desktop', 'sound'] as const

export type Way = (typeof ways)[number]

export interface WayChoice {
  readonly isOn: boolean
  /** Only requests it takes; blank takes all. */
  readonly filter: string
}

/** Kept in this browser, for each bin apart. */
export interface NotificationChoices extends Readonly<Record<Way, WayChoice>> {
  /** Also while the page is in front of the user. */
  readonly always: boolean
}

export interface DesktopNotice {
  readonly title: string
  readonly body: string
  /** The same in every tab that has the bin open, so that the desktop shows it once. */
  readonly tag: string
  readonly onClick: () => void
}

export interface NotificationDeps {
  readonly storage: KeyValueStore
  readonly showOnDesktop: (notice: DesktopNotice) => void
  readonly playSound: () => void
  /** Whether the page is hidden, or another window has the focus. */
  readonly isAway: () => boolean
  readonly now: () => number
  readonly open: (bin: BinId, seq: Seq) => void
}

/** The bin that requests came to. */
export interface NotifyingBin {
  readonly id: BinId
  readonly name: string
  readonly api: Pick<BinApi, 'listRequests'>
}

export interface Notifications {
  readonly language: FilterLanguage
  choicesOf(bin: BinId): Signal<NotificationChoices>
  consider(bin: NotifyingBin, requests: readonly RequestSummary[]): Promise<void>
  /** Shows or plays one now, whatever the choices. */
  tryOut(way: Way, bin: Pick<NotifyingBin, 'id' | 'name'>): void
  close(): void
}

const quietMs = 2_000
const mostAsked = 500
const off: WayChoice = { isOn: false, filter: '' }

export function createNotifications(deps: NotificationDeps): Notifications {
  const language = createFilterLanguage()
  const choices = new Map<BinId, Signal<NotificationChoices>>()
  const queues = new Map<string, Queue>()

  function choicesOf(bin: BinId): Signal<NotificationChoices> {
    const known = choices.get(bin)
    if (known) return known
    const name = `hooklens:notify:${bin}`
    const none = { desktop: off, sound: off, always: false }
    const made = storedSignal<NotificationChoices>(deps.storage, name, none, parseChoices)
    choices.set(bin, made)
    return made
  }

  /** Those that `text` takes. What a summary does not decide is asked of the server. */
  async function matching(
    text: string,
    { api }: NotifyingBin,
    requests: readonly RequestSummary[],
  ): Promise<readonly RequestSummary[]> {
    if (text.trim() === '') return requests
    const reading = await language.readWhole(text)
    if (reading?.type === 'wrong') return []
    const engine = language.engine.peek()
    const predicate =
      reading && engine?.predicateOf(reading.filter, deps.now(), language.compiler.peek())
    const decided = requests.map((summary) => ({ summary, is: predicate?.test({ summary }) }))
    const taken = decided.filter(({ is }) => is).map(({ summary }) => summary)
    const unsure = decided.filter(({ is }) => is === undefined).map(({ summary }) => summary.seq)
    const [first] = unsure
    const last = unsure.at(-1)
    if (first === undefined || last === undefined) return taken
    const page = await api
      .listRequests({
        filter: text,
        after: first - 1,
        before: last + 1,
        limit: mostAsked,
        order: 'asc',
      })
      // A notification is not worth an error: the list says that the server is away.
      .catch(() => ({ requests: [] }))
    const asked = new Set(unsure)
    return [...taken, ...page.requests.filter(({ seq }) => asked.has(seq))]
  }

  function show(bin: Pick<NotifyingBin, 'id' | 'name'>, requests: readonly RequestSummary[]): void {
    const newest = requests.at(-1)
    const { title, body } = describeArrivals(bin.name || bin.id, requests)
    deps.showOnDesktop({
      title,
      body,
      tag: `hooklens:${bin.id}:${newest?.seq ?? 'example'}`,
      onClick: () => newest && deps.open(bin.id, newest.seq),
    })
  }

  function queueOf(way: Way, bin: NotifyingBin): Queue {
    const name = `${way} ${bin.id}`
    const known = queues.get(name)
    if (known) return known
    const made = createQueue((requests) => {
      // Whoever has come back meanwhile sees them.
      if (!deps.isAway() && !choicesOf(bin.id).peek().always) return
      if (way === 'sound') deps.playSound()
      else show(bin, requests)
    })
    queues.set(name, made)
    return made
  }

  return {
    language,
    choicesOf,
    async consider(bin, requests) {
      const { always, ...chosen } = choicesOf(bin.id).peek()
      if (!always && !deps.isAway()) return
      for (const way of ways) {
        const { isOn, filter } = chosen[way]
        if (isOn) queueOf(way, bin).add(await matching(filter, bin, requests))
      }
    },
    tryOut(way, bin) {
      if (way === 'sound') deps.playSound()
      else show(bin, [])
    },
    close() {
      for (const queue of queues.values()) queue.close()
    },
  }
}

interface Queue {
  add(requests: readonly RequestSummary[]): void
  close(): void
}

/** Hands on what comes, at most once in `quietMs`: the first at once, later ones together. */
function createQueue(flush: (requests: readonly RequestSummary[]) => void): Queue {
  let waiting: readonly RequestSummary[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function hand(): void {
    timer = undefined
    if (waiting.length === 0) return
    const all = waiting
    waiting = []
    timer = setTimeout(hand, quietMs)
    flush(all)
  }

  return {
    add(requests) {
      waiting = [...waiting, ...requests]
      if (timer === undefined) hand()
    },
    close: () => clearTimeout(timer),
  }
}

function parseChoices(found: unknown): NotificationChoices | undefined {
  if (typeof found !== 'object' || found === null) return undefined
  const { desktop, sound, always } = found as Partial<Record<keyof NotificationChoices, unknown>> // Checked below.
  return { desktop: parseWay(desktop), sound: parseWay(sound), always: always === true }
}

function parseWay(found: unknown): WayChoice {
  const { isOn, filter } = (found ?? {}) as Partial<Record<keyof WayChoice, unknown>> // Checked below.
  return { isOn: isOn === true, filter: typeof filter === 'string' ? filter : '' }
}
