// What a user notes on requests: read, pinned, tags, a note. Shown at once, saved behind.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'
import type { RequestMarks } from '../../server/wire/requests.ts'
import { changeTags, type TagChange } from '../../server/wire/tags.ts'
import type { BinApi } from '../api.ts'
import type { RequestList } from './request-list.ts'

export type NoteState = 'saved' | 'unsaved' | 'saving' | 'failed'

export interface Marks {
  readonly noteState: ReadonlySignal<NoteState>
  set(seq: Seq, marks: Pick<Partial<RequestMarks>, 'read' | 'pinned'>): void
  /** Gives tags and takes them; one after the other, however fast they are typed. */
  tag(seqs: readonly Seq[], change: TagChange): void
  /** Saves once typing pauses. */
  write(seq: Seq, note: string): void
  /** Saves now what still waits for a pause. */
  flush(): void
}

const pauseMs = 600

export function createMarks(
  api: Pick<BinApi, 'markRequest' | 'markRequests'>,
  list: RequestList,
  onError: (error: unknown) => void,
): Marks {
  const noteState = signal<NoteState>('saved')
  let waiting: { seq: Seq; note: string } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let tagging: Promise<unknown> = Promise.resolve()

  async function saveNote(): Promise<void> {
    clearTimeout(timer)
    if (!waiting) return
    const { seq, note } = waiting
    waiting = undefined
    noteState.value = 'saving'
    try {
      await api.markRequest(seq, { note })
      if (!waiting) noteState.value = 'saved'
    } catch (error) {
      noteState.value = 'failed'
      onError(error)
    }
  }

  return {
    noteState,
    set(seq, marks) {
      const before = list.find(seq)
      list.change([{ seq, ...marks }])
      api.markRequest(seq, marks).catch((error: unknown) => {
        if (before) {
          const { read, pinned } = before
          list.change([{ seq, read, pinned }])
        }
        onError(error)
      })
    },
    tag(seqs, change) {
      const before = seqs.flatMap((seq) => list.find(seq) ?? [])
      list.change(before.map(({ seq, tags }) => ({ seq, tags: changeTags(tags, change) })))
      // Only what changes is sent: what is shown may be behind what was typed since.
      const save = () => api.markRequests({ seqs }, change)
      tagging = tagging.then(save).catch((error: unknown) => {
        list.change(before.map(({ seq, tags }) => ({ seq, tags })))
        onError(error)
      })
    },
    write(seq, note) {
      if (waiting && waiting.seq !== seq) saveNote()
      waiting = { seq, note }
      noteState.value = 'unsaved'
      list.change([{ seq, note }])
      clearTimeout(timer)
      timer = setTimeout(saveNote, pauseMs)
    },
    flush: () => void saveNote(),
  }
}
