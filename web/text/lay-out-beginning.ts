// Lays out the first lines of a text that is long, or of which only the beginning is here: at once, and without judging
// it. What breaks there may only be cut off.

import { createLayouter, type JsonLayout } from './json-layout.ts'
import { createNdjsonLayouter } from './ndjson.ts'

/** Characters: many screens, and few enough for a moment. */
const beginning = 50_000

/** Those of its lines that are whole. */
export function layOutBeginning(text: string, kind: 'json' | 'ndjson'): JsonLayout {
  const start = text.slice(0, beginning)
  const layouter =
    kind === 'json'
      ? createLayouter(start)
      : createNdjsonLayouter(start.slice(0, start.lastIndexOf('\n') + 1))
  try {
    layouter.run(start.length)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return layouter.soFar()
}
