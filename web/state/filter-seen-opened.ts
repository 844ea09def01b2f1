// The headers and JSON fields of the requests opened last: what completion offers for `h.` and `body.`.

import type { SeenValues } from '../../server/wire/filter/complete.ts'
import { printKey } from '../../server/wire/filter/print.ts'
import type { Step } from '../../server/wire/filter/syntax.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'

/** A request as far as it was fetched to be looked at. */
export interface OpenedRequest {
  readonly headers?: readonly HeaderPair[] | undefined
  /** As it was before it was encoded for the wire. */
  readonly body?: Uint8Array | undefined
}

interface Field {
  /** As a filter has it: `data.items.*.price`. */
  readonly path: string
  readonly value: string
}

/** What is read at every key that is pressed: of all bodies so many bytes, and of each so many fields. */
const bounds = { bodyBytes: 512 * 1024, fields: 500, depth: 12, valueChars: 100 } as const

/** `opened` with the last one first. */
export function seenInOpened(opened: readonly OpenedRequest[]): SeenValues {
  return (key, name) => {
    if (key === 'h') {
      const wanted = name?.toLowerCase()
      return byFrequency(
        opened.map(({ headers = [] }) =>
          wanted === undefined
            ? headers.map(([header]) => header.toLowerCase())
            : headers
                .filter(([header]) => header.toLowerCase() === wanted)
                .map(([, value]) => value),
        ),
      ).filter((text) => text.length <= bounds.valueChars)
    }
    if (key !== 'body') return []
    let bytes = 0
    const fields = opened.map(({ body }) => {
      const size = body?.byteLength ?? 0
      if (!body || bytes + size > bounds.bodyBytes) return []
      bytes += size
      return fieldsOf(body)
    })
    return byFrequency(
      fields.map((all) =>
        name === undefined
          ? all.map(({ path }) => path)
          : all.filter(({ path }) => path === name).map(({ value }) => value),
      ),
    )
  }
}

/** In how many requests each is; those first met first where that is the same. */
function byFrequency(texts: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const one of texts) {
    for (const text of new Set(one)) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([text]) => text)
}

function fieldsOf(body: Uint8Array): readonly Field[] {
  const fields: Field[] = []

  function walk(value: unknown, steps: readonly Step[]): void {
    if (fields.length >= bounds.fields || steps.length > bounds.depth) return
    if (Array.isArray(value)) {
      for (const item of value) walk(item, [...steps, { type: 'any' }])
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value))
        walk(item, [...steps, { type: 'name', name }])
    } else {
      const text = typeof value === 'number' ? exactText(value) : String(value)
      if (steps.length === 0 || text === undefined || text.length > bounds.valueChars) return
      fields.push({
        path: printKey({ type: 'body', path: steps }).slice('body.'.length),
        value: text,
      })
    }
  }

  try {
    walk(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)), [])
  } catch {
    // No JSON, no fields.
  }
  return fields
}

/** Undefined for numbers of more digits than JavaScript keeps. */
function exactText(value: number): string | undefined {
  const text = String(value)
  return text.replace(/\D/g, '').length <= 15 ? text : undefined
}
