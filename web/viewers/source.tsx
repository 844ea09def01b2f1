// Code as it was sent, coloured: HTML, XML, scripts, styles, YAML. Its code is fetched when first looked at.

import type { CodeLanguage } from '../ui/code-editor.tsx'
import { lazy } from '../ui/lazy.tsx'
import type { BodyContent, Viewer } from './viewer.ts'

const SourceBody = lazy(async () => (await import('./source-view.tsx')).SourceBody)

export const sourceViewer: Viewer = {
  id: 'source',
  label: 'Source',
  priority: (content) => (languageOf(content) === undefined ? 0 : 40),
  View: (props) => <SourceBody {...props} language={languageOf(props.content) ?? 'text'} />,
}

const languages: readonly (readonly [RegExp, CodeLanguage])[] = [
  [/^(text\/html|application\/xhtml\+xml)$/, 'html'],
  [/^(application|text)\/xml$|\+xml$/, 'xml'],
  [/^(application|text)\/(x-)?(java|ecma)script$/, 'javascript'],
  [/^(application|text)\/(x-)?typescript$/, 'javascript'],
  [/^text\/css$/, 'css'],
  [/^(application|text)\/(x-)?yaml$|\+yaml$/, 'yaml'],
]

function languageOf({ text, start, mediaType }: BodyContent): CodeLanguage | undefined {
  if (text === undefined) return undefined
  const [, named] = languages.find(([pattern]) => pattern.test(mediaType)) ?? []
  if (named) return named
  if (/^\ufeff?\s*<!doctype html/i.test(start)) return 'html'
  return /^\ufeff?\s*<\?xml\s/.test(start) ? 'xml' : undefined
}
