// How code looks in CodeMirror: the page's own colours and measures.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const colours = HighlightStyle.define([
  {
    tag: [tags.tagName, tags.propertyName, tags.definition(tags.propertyName)],
    color: 'var(--json-key)',
  },
  {
    tag: [tags.string, tags.attributeValue, tags.special(tags.string)],
    color: 'var(--json-string)',
  },
  {
    tag: [tags.number, tags.attributeName, tags.unit, tags.color, tags.className],
    color: 'var(--json-number)',
  },
  {
    tag: [tags.keyword, tags.bool, tags.null, tags.atom, tags.operatorKeyword, tags.self],
    color: 'var(--json-keyword)',
  },
  {
    tag: [tags.comment, tags.meta, tags.processingInstruction, tags.documentMeta],
    color: 'var(--muted)',
  },
  { tag: tags.invalid, textDecoration: 'underline wavy var(--bad)' },
])

const frame = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--surface)' },
  // Above the lines and their numbers, which would cover the editor's own outline.
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '300',
    border: '2px solid var(--accent)',
    borderRadius: '7px',
    pointerEvents: 'none',
  },
  '.cm-scroller': {
    font: '12px / 20px var(--mono)',
    fontVariantLigatures: 'none',
    overflow: 'auto',
    scrollbarWidth: 'thin',
    scrollbarColor: 'var(--line-strong) transparent',
  },
  '.cm-content': { padding: '8px 0 16px', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 18px 0 6px' },
  '.cm-gutters': {
    border: '0',
    backgroundColor: 'var(--surface)',
    color: 'var(--muted)',
  },
  '.cm-lineNumbers .cm-gutterElement': {
    minWidth: '40px',
    padding: '0 2px 0 14px',
    fontSize: '11px',
  },
  '.cm-foldGutter .cm-gutterElement': { width: '16px', textAlign: 'center', cursor: 'pointer' },
  // Its number alone: a body often is one long line, which would fill the editor.
  '.cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { backgroundColor: 'var(--accent-soft)' },
  '.cm-foldPlaceholder': {
    border: '0',
    borderRadius: '4px',
    backgroundColor: 'var(--sunken)',
    color: 'var(--muted)',
  },
  '.cm-mark': { borderRadius: '2px', backgroundColor: 'var(--mark)' },
  '.cm-mark.is-current, .cm-mark.is-current span': {
    backgroundColor: 'var(--mark-current)',
    color: 'var(--on-mark)',
  },
})

export const codeTheme: Extension = [frame, syntaxHighlighting(colours)]
