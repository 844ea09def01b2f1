// Code as it was sent, coloured: HTML, XML, scripts, styles, YAML. Its code is fetched when first looked at.

import { type CodeLanguage, languageOf as languageOfType } from '../ui/code-editor.tsx'
import { lazy } from '../ui/lazy.tsx'
import type { BodyContent, Viewer } from './viewer.ts'

const SourceBody = lazy(async () => (await import('./source-view.tsx')).SourceBody)

export const sourceViewer: Viewer = {
  id: 'source',
  label: 'Source',
  priority: (content) => (languageOf(content) === undefined ? 0 : 40),
  View: (props) => <SourceBody {...props} language={languageOf(props.content) ?? 'text'} />,
}

function languageOf({ text, start, mediaType }: BodyContent): CodeLanguage | undefined {
  if (text === undefined) return undefined
  const named = languageOfType(mediaType)
  // JSON and plain text have viewers of their own.
  if (named !== 'text' && named !== 'json') return named
  if (/^\ufeff?\s*<!doctype html/i.test(start)) return 'html'
  return /^\ufeff?\s*<\?xml\s/.test(start) ? 'xml' : undefined
}
