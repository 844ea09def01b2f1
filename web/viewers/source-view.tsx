// Code as it was sent, coloured, with folds and a search.

import { useMemo } from 'preact/hooks'
import { CodeEditor, type CodeLanguage } from '../ui/code-editor.tsx'
import { FindBar } from './find-bar.tsx'
import { RawBody } from './raw-view.tsx'
import { useFind } from './use-find.ts'
import type { ViewerProps } from './viewer.ts'

interface SourceProps extends ViewerProps {
  readonly language: CodeLanguage
}

/** Characters: beyond these colouring is felt. */
const mostColoured = 2_000_000
const longestLine = 20_000

export function SourceBody(props: SourceProps) {
  const { text = '' } = props.content
  const isTooMuch = useMemo(() => text.length > mostColoured || hasLongLine(text), [text])
  if (!isTooMuch) return <Coloured {...props} />
  return (
    <>
      <p class="viewer-note">Too long to be coloured: shown as plain text.</p>
      <RawBody {...props} />
    </>
  )
}

function hasLongLine(text: string): boolean {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    if (end - start > longestLine) return true
    start = end + 1
  }
  return false
}

function Coloured({ content, language, isPart = false }: SourceProps) {
  const text = content.text ?? ''
  // The editor scrolls to the match that it is told.
  const find = useFind(text, isPart, () => {})
  const { starts, ends } = find.matches.value
  const index = find.index.value
  const marks = useMemo(() => ({ starts, ends, index }), [starts, ends, index])
  return (
    <div class="code">
      {!isPart && (
        <div class="code-tools">
          <FindBar find={find} />
        </div>
      )}
      <CodeEditor value={text} language={language} name="Body as source" marks={marks} />
    </div>
  )
}
