// Finds out in which charset a text is written, and what says so: its byte order mark, its header, or a guess.

import { charsetNamed, decodeInSteps } from './decode.ts'
import { finish, type Steps } from './steps.ts'

export interface CharsetText {
  readonly text: string
  /** As the Encoding Standard names it: `utf-16le`, `windows-1252`. */
  readonly charset: string
  readonly source: 'bom' | 'header' | 'guess'
  /** Bytes that are no text in this charset, shown as �. */
  readonly isBroken: boolean
  /** What the header names, when the text is in another charset or nobody knows that name. */
  readonly named: string | undefined
}

const marks: readonly (readonly [charset: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

export function readCharset(bytes: Uint8Array, contentType: string | null): CharsetText {
  return finish(readCharsetInSteps(bytes, contentType))
}

/** The mark first: it is in the bytes, the header beside them (https://encoding.spec.whatwg.org/#decode). */
export function* readCharsetInSteps(
  bytes: Uint8Array,
  contentType: string | null,
): Steps<CharsetText> {
  const named = namedCharset(contentType)
  const marked = marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))
  const known = named && charsetNamed(named)
  if (marked) return yield* decoded(bytes, marked[0], 'bom', named)
  if (known) return yield* decoded(bytes, known, 'header', named)
  const text = yield* decodeInSteps(bytes, 'utf-8', { fatal: true })
  if (text === undefined) return yield* decoded(bytes, 'windows-1252', 'guess', named)
  return { text, charset: 'utf-8', source: 'guess', isBroken: false, named }
}

function namedCharset(contentType: string | null): string | undefined {
  const [, charset] = /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? '') ?? []
  return charset?.toLowerCase()
}

function* decoded(
  bytes: Uint8Array,
  charset: string,
  source: CharsetText['source'],
  header: string | undefined,
): Steps<CharsetText> {
  // A label of the same charset (`latin1` is windows-1252) is no disagreement.
  const named = header !== undefined && charsetNamed(header) === charset ? undefined : header
  const text = yield* decodeInSteps(bytes, charset, { fatal: true })
  if (text !== undefined) return { text, charset, source, isBroken: false, named }
  const mended = (yield* decodeInSteps(bytes, charset, {})) ?? ''
  return { text: mended, charset, source, isBroken: true, named }
}
