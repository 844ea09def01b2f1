// Lays out and searches a large text away from the page, which stays free to scroll, type and leave.

import { type FindQuery, findText, type Matches } from '../text/find-text.ts'
import { createLayouter, type JsonLayout, type Layouter } from '../text/json-layout.ts'
import { createNdjsonLayouter } from '../text/ndjson.ts'

/** What is to be laid out. */
export type TextKind = 'json' | 'ndjson' | 'plain'

export type TextTask =
  | { readonly type: 'open'; readonly text: string; readonly kind: TextKind }
  | FindTask

export interface FindTask {
  readonly type: 'find'
  readonly id: number
  readonly query: FindQuery
}

export type TextNews =
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'laid-out'; readonly layout: JsonLayout }
  | { readonly type: 'wrong'; readonly message: string }
  | { readonly type: 'found'; readonly id: number; readonly matches: Matches }

/** Characters between two looks at what else is asked for. */
const step = 1_000_000

const opened = { text: '' }

addEventListener('message', ({ data }: MessageEvent<TextTask>) => {
  if (data.type === 'find') {
    const matches = findText(opened.text, data.query)
    tell({ type: 'found', id: data.id, matches }, [matches.starts.buffer, matches.ends.buffer])
    return
  }
  opened.text = data.text
  if (data.kind === 'plain') return
  const create = data.kind === 'json' ? createLayouter : createNdjsonLayouter
  layOut(create(data.text), data.text.length, step)
})

function layOut(layouter: Layouter, length: number, until: number): void {
  try {
    if (layouter.run(until)) {
      const layout = layouter.soFar()
      tell({ type: 'laid-out', layout }, [layout.cells.buffer])
      return
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    tell({ type: 'wrong', message: error.message })
    return
  }
  tell({ type: 'progress', done: Math.min(1, until / length) })
  // A search may be waiting.
  setTimeout(layOut, 0, layouter, length, until + step)
}

function tell(news: TextNews, transfer: Transferable[] = []): void {
  postMessage(news, { transfer })
}
