// Which lines of laid-out JSON are folded, and so which are to be seen and where.

import { computed, type ReadonlySignal, signal } from '@preact/signals'
import {
  closes,
  depthOf,
  type JsonLayout,
  noLine,
  opens,
  parentOf,
  partnerOf,
} from '../text/json-layout.ts'
import { lastUpTo } from '../text/sorted.ts'

export interface JsonFolds {
  /** Counts changes: whatever is drawn of folds is drawn anew with it. */
  readonly version: ReadonlySignal<number>
  /** Lines to be seen. */
  readonly count: ReadonlySignal<number>
  /** The line that stands in a row. */
  lineAt(row: number): number
  /** The row of a line, or of the folded one that hides it. */
  rowOf(line: number): number
  isFolded(line: number): boolean
  set(line: number, isFolded: boolean): void
  /** Folds what stands at this depth or deeper, opens what is above. */
  foldFrom(depth: number): void
  /** Opens what hides the line. */
  reveal(line: number): void
  /** The same for more of the same text: what was laid out first keeps its folds. */
  grow(layout: JsonLayout): void
}

export interface FoldOptions {
  /** A tree shows no line for a closing bracket. */
  readonly hidesClosing?: boolean
  readonly isFoldedAtFirst?: (line: number, layout: JsonLayout) => boolean
}

export function createJsonFolds(first: JsonLayout, options: FoldOptions = {}): JsonFolds {
  const { hidesClosing = false, isFoldedAtFirst } = options
  let layout = first
  let folded = atFirst(0)
  let hasFolds = hidesClosing || folded.includes(1)
  const version = signal(0)

  function atFirst(from: number): Uint8Array<ArrayBuffer> {
    const fresh = new Uint8Array(layout.count)
    if (!isFoldedAtFirst) return fresh
    for (let line = from; line < layout.count; line += 1) {
      if (opens(layout, line) && isFoldedAtFirst(line, layout)) fresh[line] = 1
    }
    return fresh
  }

  /** Undefined when every line is to be seen. */
  const visible = computed(() => {
    version.value
    return hasFolds ? visibleLines(layout, folded, hidesClosing) : undefined
  })

  function change(run: () => void): void {
    run()
    hasFolds = hidesClosing || folded.includes(1)
    version.value += 1
  }

  return {
    version,
    count: computed(() => {
      version.value
      return visible.value?.length ?? layout.count
    }),
    lineAt: (row) => visible.value?.[row] ?? row,
    rowOf(line) {
      const lines = visible.value
      return lines ? lastUpTo(lines, line) : line
    },
    isFolded: (line) => {
      version.value
      return folded[line] === 1
    },
    set(line, isFolded) {
      if (opens(layout, line)) change(() => folded.set([isFolded ? 1 : 0], line))
    },
    foldFrom: (depth) =>
      change(() => {
        for (let line = 0; line < layout.count; line += 1) {
          folded[line] = opens(layout, line) && depthOf(layout, line) >= depth ? 1 : 0
        }
      }),
    reveal: (line) =>
      change(() => {
        for (let at = parentOf(layout, line); at !== noLine; at = parentOf(layout, at)) {
          folded[at] = 0
        }
      }),
    grow(larger) {
      if (larger === layout) return
      const kept = folded.subarray(0, larger.count)
      layout = larger
      change(() => {
        folded = atFirst(kept.length)
        folded.set(kept)
      })
    },
  }
}

function visibleLines(layout: JsonLayout, folded: Uint8Array, hidesClosing: boolean): Uint32Array {
  const lines = new Uint32Array(layout.count)
  let count = 0
  for (let line = 0; line < layout.count; line += 1) {
    if (hidesClosing && closes(layout, line)) continue
    lines[count] = line
    count += 1
    // The line that closes a folded one is hidden too: its bracket is drawn behind the opening one.
    if (folded[line] === 1) line = partnerOf(layout, line)
  }
  return lines.subarray(0, count)
}
