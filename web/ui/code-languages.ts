// The languages that code is coloured by, each fetched when first met.

import type { Extension } from '@codemirror/state'
import type { CodeLanguage } from './code-editor.tsx'

const languages: Record<CodeLanguage, () => Promise<Extension>> = {
  html: async () => (await import('@codemirror/lang-html')).html(),
  xml: async () => (await import('@codemirror/lang-xml')).xml(),
  javascript: async () =>
    (await import('@codemirror/lang-javascript')).javascript({ jsx: true, typescript: true }),
  css: async () => (await import('@codemirror/lang-css')).css(),
  yaml: async () => (await import('@codemirror/lang-yaml')).yaml(),
  json: async () => (await import('@codemirror/lang-json')).json(),
  text: async () => [],
}

/** Nothing where it cannot be fetched: code without colours is still code. */
export function loadLanguage(language: CodeLanguage): Promise<Extension> {
  return languages[language]().catch(() => [])
}
