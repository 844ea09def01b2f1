// Finds something telling about a payload whose sender is unknown.

import type { Evidence } from '../provider.ts'
import { bodyText, startsLikeJson } from './evidence.ts'
import type { JsonView } from './json-view.ts'
import { counted, joinParts, plainText } from './plain-text.ts'
import { isForm } from './read-fields.ts'

// Speak for themselves.
const events = ['type', 'event', 'event_type', 'eventType', 'event_name', 'action', 'topic', 'kind']
// Need their name beside them, as in `status: paid`.
const named = ['name', 'title', 'subject', 'message', 'text', 'status', 'object', 'id', 'uuid']
const tellers = [...events, ...named]
const wrappers = ['event', 'data', 'payload', 'message', 'resource', 'object']

const glanceBytes = 512
/** Looking each of a thousand keys up among a thousand would hold up the capture. */
const maxKeysTried = 20

/** Null for an empty body. */
export function gistOf(evidence: Evidence): string | null {
  const { body, headers } = evidence
  if (body.length === 0) return null
  const encoding = headers.get('content-encoding')
  if (encoding && encoding !== 'identity') return plainText(`${encoding} body`)
  const found = startsLikeJson(body) ? tell(evidence.fields()) : undefined
  return plainText(found ?? kindOf(evidence))
}

function tell(json: JsonView): string | undefined {
  if (json.kind !== 'array') return tellObject(json)
  const count = json.count()
  return joinParts(count !== undefined && counted(count, 'item'), tellObject(json.at(0)))
}

function tellObject(object: JsonView): string | undefined {
  const direct = telling(object)
  if (direct !== undefined) return direct
  for (const key of object.keysAmong(wrappers)) {
    const inner = object.at(key)
    const found = inner.kind === 'object' ? telling(inner) : undefined
    if (found !== undefined) return found
  }
  for (const key of object.keys().slice(0, maxKeysTried)) {
    const text = object.text(key)
    if (text !== undefined) return `${key}: ${text}`
  }
  return undefined
}

function telling(object: JsonView): string | undefined {
  for (const key of object.keysAmong(tellers)) {
    const text = object.text(key)
    if (text !== undefined) return named.includes(key) ? `${key}: ${text}` : text
  }
  return undefined
}

/** What sort of body it is, with its field names or first words where they are text. */
function kindOf(evidence: Evidence): string {
  const { body, headers } = evidence
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (isForm(evidence)) {
    const names = new URLSearchParams(bodyText(body, 1024)).keys()
    return `form: ${[...new Set(names)].join(', ')}`
  }
  if (type.startsWith('multipart/')) {
    const names = bodyText(body, 4096).matchAll(/\bname="?([^";\r\n]{1,40})/g)
    return `multipart: ${[...names].map(([, name]) => name).join(', ')}`.replace(/: $/, '')
  }
  const start = bodyText(body, glanceBytes)
  const [, root] = /^\s*(?:<[?!][^>]*>\s*)*<([a-zA-Z_][\w:.-]*)/.exec(start) ?? []
  if (root !== undefined) return `<${root}>`
  // NUL and what is not UTF-8 betray a binary body; the cut may have split the last character.
  const isText = !/[\0\ufffd]/.test(body.length > glanceBytes ? start.slice(0, -4) : start)
  return isText ? start : joinParts(type || 'binary', counted(body.length, 'byte'))
}
