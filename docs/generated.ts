// The parts of articles that are made from code: each stands between two marks, and is written anew there.

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface GeneratedPart {
  /** The article's file, seen from this folder. */
  readonly file: string
  readonly begin: string
  readonly end: string
  readonly text: () => string
}

/** The article with the part as the code has it now. */
export function withPart(article: string, { file, begin, end, text }: GeneratedPart): string {
  const from = article.indexOf(begin)
  const to = article.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${file} lost the marks around what is generated.`)
  return `${article.slice(0, from + begin.length)}\n\n${text()}\n\n${article.slice(to)}`
}

export function rewrite(part: GeneratedPart): void {
  const path = fileURLToPath(new URL(part.file, import.meta.url))
  writeFileSync(path, withPart(readFileSync(path, 'utf8'), part))
}
