// A text at work: laid out and searched at once where it is small, and by a worker where that would be felt.

import { type ReadonlySignal, signal } from '@preact/signals'
import { type FindQuery, findText, type Matches, noMatches } from '../text/find-text.ts'
import { type JsonLayout, layOutJson } from '../text/json-layout.ts'
import { layOutBeginning } from '../text/lay-out-beginning.ts'
import { layOutNdjson } from '../text/ndjson.ts'
import type { FindTask, TextKind, TextNews, TextTask } from './text-worker.ts'

export type Laid =
  /** From 0 to 1; the beginning of the layout, once it is there. */
  | { readonly type: 'working'; readonly done: number; readonly layout?: JsonLayout }
  | { readonly type: 'done'; readonly layout: JsonLayout }
  | { readonly type: 'wrong'; readonly message: string }

export interface TextWork {
  readonly laid: ReadonlySignal<Laid>
  /** The whole text, after its beginning. */
  grow(text: string): void
  find(query: FindQuery): Promise<Matches>
  /** Ends what is under way. */
  close(): void
}

/** Characters: up to here nothing flickers, and nothing takes long enough to be felt. */
const mostAtOnce = 200_000

const noLayout: JsonLayout = { count: 0, cells: new Uint32Array() }
const layOut = { json: layOutJson, ndjson: layOutNdjson, plain: () => noLayout }

/**
 * Throws a SyntaxError when a small text is not what it should be; a large one ends as `wrong`. A text that is not whole
 * is only begun with, until it grows.
 */
export function createTextWork(text: string, kind: TextKind, isWhole = true): TextWork {
  if (!isWhole || text.length > mostAtOnce) return createWorkerWork(text, kind, isWhole)
  return {
    laid: signal<Laid>({ type: 'done', layout: layOut[kind](text) }),
    grow() {},
    find: async (query) => findText(text, query),
    close() {},
  }
}

function createWorkerWork(first: string, kind: TextKind, isWhole: boolean): TextWork {
  const layout = kind === 'plain' ? noLayout : layOutBeginning(first, kind)
  const laid = signal<Laid>({ type: 'working', done: 0, layout })
  const waiting = new Map<number, (matches: Matches) => void>()
  /** Asked before the text was whole. */
  const queries: FindTask[] = []
  let whole = isWhole ? first : undefined
  let worker: Worker | undefined
  let lastId = 0

  function open(text: string): Worker {
    const opened = new Worker(new URL('./text-worker.ts', import.meta.url), {
      type: 'module',
    })
    opened.onmessage = ({ data }: MessageEvent<TextNews>) => take(data)
    opened.onerror = () => {
      laid.value = {
        type: 'wrong',
        message: 'It could not be laid out: the worker that does so failed. Reload to try again.',
      }
    }
    tell(opened, { type: 'open', text, kind })
    return opened
  }

  function take(news: TextNews): void {
    if (news.type === 'found') {
      waiting.get(news.id)?.(news.matches)
      waiting.delete(news.id)
    } else if (news.type === 'wrong') laid.value = news
    else if (news.type === 'laid-out') laid.value = { type: 'done', layout: news.layout }
    else if (laid.value.type === 'working') laid.value = { ...laid.value, ...news, type: 'working' }
  }

  function ask(text: string): void {
    // A plain text needs none before it is searched.
    if (kind !== 'plain' || queries.length > 0) worker ??= open(text)
    for (const query of queries.splice(0)) if (worker) tell(worker, query)
  }

  if (whole !== undefined) ask(whole)
  return {
    laid,
    grow(text) {
      if (whole !== undefined) return
      whole = text
      ask(text)
    },
    find(query) {
      lastId += 1
      const id = lastId
      const found = new Promise<Matches>((resolve) => waiting.set(id, resolve))
      queries.push({ type: 'find', id, query })
      if (whole !== undefined) ask(whole)
      return found
    },
    close() {
      worker?.terminate()
      for (const resolve of waiting.values()) resolve(noMatches)
      waiting.clear()
    },
  }
}

function tell(worker: Worker, task: TextTask): void {
  worker.postMessage(task)
}
