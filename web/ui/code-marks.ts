// Marks ranges in CodeMirror, those in view only: there may be a hundred thousand.

import { type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import { firstAbove } from '../text/sorted.ts'
import type { CodeMarks } from './code-editor.tsx'

export const setMarks = StateEffect.define<CodeMarks>()

const none: CodeMarks = { starts: new Uint32Array(), ends: new Uint32Array(), index: -1 }

const marks = StateField.define<CodeMarks>({
  create: () => none,
  update(value, { effects, docChanged }) {
    const set = effects.find((effect) => effect.is(setMarks))
    // What was found in another text is nowhere in this one.
    return set ? set.value : docChanged ? none : value
  },
})

const plain = Decoration.mark({ class: 'cm-mark' })
const current = Decoration.mark({ class: 'cm-mark is-current' })

function visibleMarks(view: EditorView): DecorationSet {
  const { starts, ends, index } = view.state.field(marks)
  const found = view.visibleRanges.flatMap(({ from, to }) => {
    const ranges = []
    for (let at = firstAbove(ends, from); (starts[at] ?? to) < to; at += 1) {
      const mark = at === index ? current : plain
      ranges.push(mark.range(starts[at] ?? 0, ends[at] ?? 0))
    }
    return ranges
  })
  return Decoration.set(found, true)
}

export const codeMarks: Extension = [marks, EditorView.decorations.of(visibleMarks)]
