// Paths into parsed JSON, by own names and indexes alone: nothing of a prototype is ever found.

import { isLexeme } from './json.ts'

export type Path = readonly PathStep[]

interface PathStep {
  readonly key: string
  /** The path from here on, unread: a name that holds dots or brackets itself. */
  readonly rest: string
}

const steps = /(?:^|\.)([^.[\]]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y

/** `a.b.0`, `a[0]`, `a["any name"]`; what reads like none of these is one name. */
export function readPath(text: string): Path {
  const path: PathStep[] = []
  for (let at = 0; at < text.length; at = steps.lastIndex) {
    steps.lastIndex = at
    const [, name, index, quoted] = steps.exec(text) ?? []
    const key = name ?? index ?? unquoted(quoted)
    if (key === undefined) return [{ key: text, rest: text }]
    path.push({ key, rest: text[at] === '.' ? text.slice(at + 1) : text.slice(at) })
  }
  return path.length > 0 ? path : [{ key: text, rest: text }]
}

/** The value there; undefined where the path leads nowhere, as JSON has no such value. */
export function atPath(value: unknown, path: Path): unknown {
  let found = value
  for (const { key, rest } of path) {
    if (Array.isArray(found)) {
      if (!isIndex.test(key)) return undefined
      found = found[Number(key)]
    } else if (isRecord(found)) {
      if (Object.hasOwn(found, rest)) return found[rest]
      if (!Object.hasOwn(found, key)) return undefined
      found = found[key]
    } else {
      return undefined
    }
  }
  return found
}

const isIndex = /^(?:0|[1-9]\d*)$/

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isLexeme(value)
}

function unquoted(quoted: string | undefined): string | undefined {
  if (quoted === undefined) return undefined
  try {
    return String(JSON.parse(quoted))
  } catch {
    return undefined
  }
}
