// JSON as someone reads it: laid out, folded, searched, and the line one is at.

import {
  computed,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
  untracked,
} from '@preact/signals'
import { type JsonLayout, lineAt, opens, parentOf, startOf } from '../text/json-layout.ts'
import type { JsonText } from '../text/json-tokens.ts'
import { beginOf } from '../text/json-value.ts'
import { type BodySearch, createFind, type Find } from './find.ts'
import { createJsonFolds, type FoldOptions, type JsonFolds } from './json-folds.ts'
import type { TextWork } from './text-work.ts'

export interface JsonReading {
  /** From 0 to 1. */
  readonly done: ReadonlySignal<number>
  /** Why it is no JSON. */
  readonly error: ReadonlySignal<string | undefined>
  /** As far as it is laid out. */
  readonly json: ReadonlySignal<JsonText>
  readonly folds: JsonFolds
  readonly line: ReadonlySignal<number>
  /** A row to bring into view, anew with each object. */
  readonly reveal: ReadonlySignal<{ readonly row: number } | undefined>
  readonly find: Find
  moveToRow(row: number): void
  /** Folds what the line opens, or closes, or stands in. */
  toggle(line: number): void
  foldFrom(depth: number): void
  /** The whole text, after its beginning. */
  grow(text: string): void
  close(): void
}

const nothing: JsonLayout = { count: 0, cells: new Uint32Array() }

export function createJsonReading(
  first: string,
  work: TextWork,
  search: BodySearch,
  options: FoldOptions = {},
): JsonReading {
  const text = signal(first)
  const json = computed<JsonText>(() => {
    const laid = work.laid.value
    return { text: text.value, layout: (laid.type !== 'wrong' && laid.layout) || nothing }
  })
  const folds = createJsonFolds(json.peek().layout, options)
  const line = signal(0)
  const reveal: Signal<{ readonly row: number } | undefined> = signal(undefined)
  /** A match that was found before it was laid out. */
  let awaited: number | undefined
  const stop = effect(() => {
    const { layout } = json.value
    untracked(() => {
      folds.grow(layout)
      if (awaited !== undefined) showMatch(awaited)
    })
  })

  function moveTo(wanted: number): void {
    awaited = undefined
    line.value = wanted
    reveal.value = { row: folds.rowOf(wanted) }
  }

  function showMatch(start: number): void {
    const { layout } = json.peek()
    if (start >= startOf(layout, layout.count)) {
      awaited = start
      return
    }
    const found = lineAt(layout, start)
    folds.reveal(found)
    moveTo(found)
  }

  const find = createFind({
    ...search,
    isJson: true,
    find: work.find,
    from: () => (line.peek() === 0 ? 0 : startOf(json.peek().layout, line.peek())),
    show: showMatch,
  })

  return {
    done: computed(() => (work.laid.value.type === 'working' ? work.laid.value.done : 1)),
    error: computed(() => (work.laid.value.type === 'wrong' ? work.laid.value.message : undefined)),
    json,
    folds,
    line,
    reveal,
    find,
    moveToRow: (row) => moveTo(folds.lineAt(row)),
    toggle(from) {
      const { layout } = json.peek()
      const begin = beginOf(json.peek(), from)
      const target = opens(layout, begin) ? begin : parentOf(layout, begin)
      if (target >= layout.count) return
      folds.set(target, !folds.isFolded(target))
      moveTo(target)
    },
    foldFrom(depth) {
      folds.foldFrom(depth)
      // The line that hides the one we were at.
      moveTo(folds.lineAt(folds.rowOf(line.peek())))
    },
    grow(whole) {
      text.value = whole
      work.grow(whole)
    },
    close() {
      stop()
      work.close()
    },
  }
}
