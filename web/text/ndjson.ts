// Reads newline-delimited JSON, each line on its own: a broken one is marked and spoils no other.

import { type JsonLine, jsonLines } from './json-lines.ts'

const guessedFrom = 20_000

/** Two lines of JSON at least, each whole: what is pretty-printed has none such at its beginning. */
export function looksLikeNdjson(text: string): boolean {
  const lines = text.slice(0, guessedFrom).split('\n').filter(isFilled)
  return (
    lines.length >= 2 && lines.slice(0, 2).every((line) => /^\s*[[{]/.test(line) && isJson(line))
  )
}

export function ndjsonLines(text: string): JsonLine[] {
  const all: JsonLine[] = []
  for (const line of text.split('\n')) {
    if (!isFilled(line)) continue
    try {
      // Not spread into push: a line may be longer than a call's arguments.
      for (const one of jsonLines(line)) all.push(one)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      all.push({ depth: 0, tokens: [{ kind: 'bad', text: line.trim() }] })
    }
  }
  return all
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
