// Code to read or to edit, coloured by its language. What it is made of is fetched when it is first shown.

import { lazy } from './lazy.tsx'

export type CodeLanguage = 'html' | 'xml' | 'javascript' | 'css' | 'yaml' | 'json' | 'text'

export interface CodeEditorProps {
  readonly value: string
  readonly language: CodeLanguage
  /** What it is, for those who do not see it. */
  readonly name: string
  /** Without one it can only be read. */
  readonly onChange?: ((value: string) => void) | undefined
  /** Given what puts a text in place of the selection, and the focus behind it. */
  readonly insertRef?: { current: ((text: string) => void) | undefined } | undefined
  /** Ranges to mark, in the order of the text, and the one among them to scroll to. */
  readonly marks?: CodeMarks | undefined
}

export interface CodeMarks {
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  readonly index: number
}

export const CodeEditor = lazy<CodeEditorProps>(
  async () => (await import('./code-mirror.tsx')).CodeMirror,
)

const languages: readonly (readonly [RegExp, CodeLanguage])[] = [
  [/^(text\/html|application\/xhtml\+xml)$/, 'html'],
  [/^(application|text)\/xml$|\+xml$/, 'xml'],
  [/^(application|text)\/(x-)?(java|ecma)script$/, 'javascript'],
  [/^(application|text)\/(x-)?typescript$/, 'javascript'],
  [/^text\/css$/, 'css'],
  [/^(application|text)\/(x-)?yaml$|\+yaml$/, 'yaml'],
  [/^(application|text)\/(x-)?json$|\+json$/, 'json'],
]

/** `text` for a media type that is none of these. */
export function languageOf(mediaType: string): CodeLanguage {
  return languages.find(([pattern]) => pattern.test(mediaType))?.[1] ?? 'text'
}
