// Reads newline-delimited JSON, each line on its own: a broken one is marked and spoils no other.

import { createLayouter, createLines, type JsonLayout, type Layouter } from './json-layout.ts'

const guessedFrom = 20_000

/** Two lines of JSON at least, each whole: what is pretty-printed has none such at its beginning. */
export function looksLikeNdjson(text: string): boolean {
  const lines = text.slice(0, guessedFrom).split('\n').filter(isFilled)
  return (
    lines.length >= 2 && lines.slice(0, 2).every((line) => /^\s*[[{]/.test(line) && isJson(line))
  )
}

export function layOutNdjson(text: string): JsonLayout {
  const layouter = createNdjsonLayouter(text)
  layouter.run(Number.POSITIVE_INFINITY)
  return layouter.soFar()
}

export function createNdjsonLayouter(text: string): Layouter {
  const lines = createLines(text.length)
  let at = 0

  function takeLine(end: number): void {
    const count = lines.count()
    const roots = lines.roots()
    const line = text.slice(at, end)
    if (!isFilled(line)) return
    try {
      createLayouter(text, lines, at, end).run(Number.POSITIVE_INFINITY)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      lines.cutTo(count, roots)
      lines.addBroken(at + line.search(/\S/))
    }
  }

  return {
    run(until) {
      while (at < text.length && at < until) {
        const newline = text.indexOf('\n', at)
        const end = newline < 0 ? text.length : newline
        takeLine(end)
        at = end + 1
      }
      return at >= text.length
    },
    soFar: () => lines.layout(Math.min(at, text.length)),
  }
}

function isFilled(line: string): boolean {
  return /\S/.test(line)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
