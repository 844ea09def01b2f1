// What is done to the chosen requests, or to the open one where none are chosen.

import type { Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { messageOf } from '../api.ts'
import type { BinSession } from '../state/bin-session.ts'
import type { Inspector } from '../state/inspector.ts'
import { counted } from '../text/format-size.ts'

export interface ChosenActions {
  toggleRead(): void
  togglePin(): void
  /** Out of sight at once, gone when nobody has taken it back for a while. */
  remove(): void
  markChosen(marks: { read?: boolean; pinned?: boolean }): void
  /** Also those that are not loaded. */
  markAllRead(): Promise<void>
  /** Chooses every request that is there, or that the filter takes, loading what is not. */
  chooseEvery(): Promise<void>
  exportChosen(): void
}

const undoMs = 6_000

export function createChosenActions(
  page: Inspector,
  exportRequests: (selection: { seqs: readonly Seq[] }) => void,
): ChosenActions {
  const { session, selected, toasts } = page

  function withOwned(run: (open: BinSession, requests: readonly RequestSummary[]) => void): void {
    const open = session.value
    if (!open) return
    const chosen = [...open.choice.seqs.value].flatMap((seq) => open.list.find(seq) ?? [])
    const requests = chosen.length > 0 ? chosen : selected.value ? [selected.value] : []
    if (requests.length === 0) return
    if (page.canChange.value) run(open, requests)
    else toasts.info('This link only reads. Open the bin with its owner key to change it.')
  }

  function mark(open: BinSession, requests: readonly RequestSummary[], marks: Marked): void {
    const [only, ...others] = requests
    if (only && others.length === 0) return open.marks.set(only.seq, marks)
    const seqs = requests.map(({ seq }) => seq)
    open.list.change(seqs.map((seq) => ({ seq, ...marks })))
    open.api.markRequests({ seqs }, marks).catch((error: unknown) => {
      open.list.change(requests.map(({ seq, read, pinned }) => ({ seq, read, pinned })))
      toasts.error(messageOf(error))
    })
  }

  /** The one to look at once those are gone: the next older, or the next newer at the end. */
  function neighbour({ shown }: BinSession, gone: ReadonlySet<Seq>, from: Seq): Seq | null {
    const index = shown.indexOf(from)
    for (const step of [1, -1]) {
      for (let at = index; at >= 0 && at < shown.count.value; at += step) {
        const seq = shown.at(at)?.request.seq
        if (seq !== undefined && !gone.has(seq)) return seq
      }
    }
    return null
  }

  return {
    toggleRead: () =>
      withOwned((open, requests) =>
        mark(open, requests, { read: !requests.every(({ read }) => read) }),
      ),
    togglePin: () =>
      withOwned((open, requests) =>
        mark(open, requests, { pinned: !requests.every(({ pinned }) => pinned) }),
      ),
    markChosen: (marks) => withOwned((open, requests) => mark(open, requests, marks)),
    remove: () =>
      withOwned((open, requests) => {
        const seqs = requests.map(({ seq }) => seq)
        const gone = new Set(seqs)
        const looked = page.place.value?.seq ?? null
        const isLookedAt = looked !== null && gone.has(looked)
        const next = isLookedAt ? neighbour(open, gone, looked) : null
        open.list.hide(seqs)
        open.choice.clear()
        if (isLookedAt) page.select(page.layout.isNarrow.value ? null : next, { replace: true })
        const timer = setTimeout(() => {
          open.api.deleteRequests(seqs).then(
            () => open.list.remove(seqs),
            (error: unknown) => {
              open.list.unhide(seqs)
              toasts.error(messageOf(error))
            },
          )
        }, undoMs)
        const undo = () => {
          clearTimeout(timer)
          open.list.unhide(seqs)
          if (isLookedAt && session.value === open) page.select(looked, { replace: true })
        }
        const what = seqs.length === 1 ? `Request #${seqs[0]}` : counted(seqs.length, 'request')
        toasts.info(`${what} deleted`, { label: 'Undo', run: undo }, undoMs)
      }),
    async markAllRead() {
      const open = session.value
      if (!open) return
      try {
        await open.api.markRequests({}, { read: true })
        const rows = [...open.list.rows.value, ...open.loaded.value]
        const unread = rows.filter(({ read }) => !read)
        open.list.change(unread.map(({ seq }) => ({ seq, read: true })))
      } catch (error) {
        toasts.error(messageOf(error))
      }
    },
    async chooseEvery() {
      const open = session.value
      if (!open) return
      open.choice.chooseAll()
      const isLeft = () => ['more', 'loading'].includes(open.older.state.value)
      while (isLeft() && open.choice.isChoosing.value) {
        await open.older.loadMore(2_000)
        if (open.choice.isChoosing.value) open.choice.chooseAll()
      }
    },
    exportChosen() {
      const seqs = [...(session.value?.choice.seqs.value ?? [])]
      if (seqs.length > 0) exportRequests({ seqs })
    },
  }
}

interface Marked {
  readonly read?: boolean
  readonly pinned?: boolean
}
