// CodeMirror as a component. It lives in a shadow root: there its styles are constructed style sheets, while in the
// document they would be a style element, which the page's policy forbids.

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import {
  bracketMatching,
  codeFolding,
  foldedRanges,
  foldGutter,
  foldKeymap,
  toggleFold,
  unfoldEffect,
} from '@codemirror/language'
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state'
import { EditorView, type KeyBinding, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { CodeEditorProps } from './code-editor.tsx'
import { loadLanguage } from './code-languages.ts'
import { codeMarks, setMarks } from './code-marks.ts'
import { codeTheme } from './code-theme.ts'

export function CodeMirror(props: CodeEditorProps) {
  const { value, language, name, onChange, insertRef, marks } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView | null>(null)
  const latest = useRef(onChange)
  latest.current = onChange
  const coloured = useRef(new Compartment()).current
  const isEditable = onChange !== undefined

  useLayoutEffect(() => {
    if (!host.current) return
    const root =
      host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open', delegatesFocus: true })
    const told = EditorView.updateListener.of(({ docChanged, state, transactions }) => {
      const isOwn = transactions.some((transaction) => transaction.annotation(fromOutside))
      if (docChanged && !isOwn) latest.current?.(state.sliceDoc())
    })
    const extensions = [coloured.of([]), told, ...common(name), isEditable ? editing : reading]
    const view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({ doc: value, extensions }),
    })
    editor.current = view
    if (insertRef) {
      insertRef.current = (text) => {
        view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true })
        view.focus()
      }
    }
    return () => {
      view.destroy()
      editor.current = null
    }
  }, [isEditable, name])

  useEffect(() => {
    let isWanted = true
    loadLanguage(language).then((extension) => {
      if (isWanted) editor.current?.dispatch({ effects: coloured.reconfigure(extension) })
    })
    return () => {
      isWanted = false
    }
  }, [language, isEditable, name])

  // Before the next key: what was typed comes back as the value, and must not undo what is typed meanwhile.
  useLayoutEffect(() => {
    const view = editor.current
    if (!view || view.state.sliceDoc() === value) return
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: value },
      annotations: fromOutside.of(true),
    })
  }, [value])

  useEffect(() => {
    if (editor.current && marks) show(editor.current, marks)
  }, [marks, value])

  return <div class="code-editor" ref={host} />
}

/** Put in by the page, which need not be told of it. */
const fromOutside = Annotation.define<boolean>()

/** Lines end where they are broken by `\n` alone, so that a body keeps its `\r` and positions are those of the text. */
function common(name: string): readonly Extension[] {
  return [
    EditorState.lineSeparator.of('\n'),
    lineNumbers(),
    codeFolding(),
    foldGutter({ openText: '▾', closedText: '▸' }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': name }),
    codeTheme,
    codeMarks,
  ]
}

/** Not editable, so that no keyboard comes up on a phone; still to be walked and folded by keys. */
const reading: Extension = [
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.contentAttributes.of({ tabindex: '0', role: 'textbox', 'aria-readonly': 'true' }),
  keymap.of([{ key: 'z', run: toggleFold }, ...foldKeymap, ...defaultKeymap]),
]

const editing: Extension = [
  history(),
  // What is typed is nobody else's key; leaving is.
  EditorView.domEventHandlers({
    keydown(event) {
      const isOurs = event.key !== 'Escape' && !event.ctrlKey && !event.metaKey
      if (isOurs) event.stopPropagation()
      return false
    },
  }),
  bracketMatching(),
  keymap.of([...foldKeymap, ...historyKeymap, ...defaultKeymap.filter(isOfText)]),
]

/** Ctrl+Enter is how a form around the editor is sent. */
function isOfText({ key }: KeyBinding): boolean {
  return key !== 'Mod-Enter'
}

function show(view: EditorView, marks: NonNullable<CodeEditorProps['marks']>): void {
  const from = marks.starts[marks.index]
  const to = marks.ends[marks.index]
  if (from === undefined || to === undefined || to > view.state.doc.length) {
    view.dispatch({ effects: setMarks.of(marks) })
    return
  }
  const hidden: { from: number; to: number }[] = []
  foldedRanges(view.state).between(from, to, (start, end) => {
    hidden.push({ from: start, to: end })
  })
  view.dispatch({
    selection: { anchor: from },
    effects: [
      setMarks.of(marks),
      ...hidden.map((range) => unfoldEffect.of(range)),
      EditorView.scrollIntoView(from, { y: 'nearest', yMargin: 60 }),
    ],
  })
}
