// What a captured request would be answered by the rules as they are edited: asked again as they change.

import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { ApiError } from '../../server/client/api.ts'
import type { Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { ToldAnswer } from '../../server/wire/told-answers.ts'
import { isAbort, messageOf } from '../api.ts'
import type { RulesApi } from '../rules-api.ts'
import { changeOf } from '../text/rules/rule-draft.ts'
import type { RulesEditor } from './rules-editor.ts'

export interface RulesPreview {
  /** The request it is about; null for a plain one, where there are none. */
  readonly seq: ReadonlySignal<Seq | null>
  readonly usual: ReadonlySignal<RequestSummary | undefined>
  /** Null for the usual one. */
  readonly chosen: Signal<Seq | null>
  /** The turn of whichever rule answers; null for its next. */
  readonly turn: Signal<number | null>
  readonly told: ReadonlySignal<ToldAnswer | undefined>
  readonly problem: ReadonlySignal<string>
  /** Whether what is told is of rules that have changed since. */
  readonly isStale: ReadonlySignal<boolean>
  close(): void
}

export interface RulesPreviewDeps {
  readonly api: Pick<RulesApi, 'preview'>
  readonly editor: RulesEditor
  /** The one to try them on while none is chosen. */
  readonly usual: ReadonlySignal<RequestSummary | undefined>
  readonly chosen: Seq | null
}

const calmMs = 250

const untilRight = 'Something in the rules is wrong: the preview goes on once it is right.'

export function createRulesPreview(deps: RulesPreviewDeps): RulesPreview {
  const { api, editor, usual } = deps
  const chosen = signal(deps.chosen)
  const turn = signal<number | null>(null)
  const told = signal<ToldAnswer | undefined>(undefined)
  const problem = signal('')
  const isStale = signal(false)
  const seq = computed(() => chosen.value ?? usual.value?.seq ?? null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined

  async function ask(): Promise<void> {
    const draft = editor.draft.peek()
    if (!draft) return
    if (!editor.isSound.peek()) {
      problem.value = untilRight
      return
    }
    const mine = new AbortController()
    asking = mine
    const of = seq.peek() === null ? {} : { seq: seq.peek() ?? undefined }
    const at = turn.peek() === null ? {} : { turn: turn.peek() ?? undefined }
    try {
      const answer = await api.preview({ ...changeOf(draft), ...of, ...at }, mine.signal)
      if (asking !== mine) return
      told.value = answer
      problem.value = ''
      isStale.value = false
      if (editor.draft.peek() === draft) editor.noteFlaws([])
    } catch (error) {
      if (asking !== mine || isAbort(error)) return
      const flaws = error instanceof ApiError ? error.flaws : undefined
      if (flaws && editor.draft.peek() === draft) editor.noteFlaws(flaws)
      problem.value = flaws ? untilRight : messageOf(error)
    }
  }

  const stop = effect(() => {
    seq.value
    turn.value
    // Read for their changes: what is saved may have been asked anew, with other turns.
    editor.draft.value
    editor.saved.value
    asking?.abort()
    asking = undefined
    isStale.value = true
    clearTimeout(timer)
    timer = setTimeout(ask, told.peek() ? calmMs : 0)
  })

  return {
    seq,
    usual,
    chosen,
    turn,
    told,
    problem,
    isStale,
    close() {
      stop()
      clearTimeout(timer)
      asking?.abort()
    },
  }
}
