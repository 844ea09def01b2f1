// Finds out in which charset a text is written, and what says so: its byte order mark, its header, or a guess.

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

/** The mark first: it is in the bytes, the header beside them (https://encoding.spec.whatwg.org/#decode). */
export function readCharset(bytes: Uint8Array, contentType: string | null): CharsetText {
  const named = namedCharset(contentType)
  const marked = marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))
  const known = named === undefined ? undefined : decoderOf(named)
  if (marked) return decoded(bytes, marked[0], 'bom', named)
  if (known) return decoded(bytes, known.encoding, 'header', named)
  const isUtf8 = !decoded(bytes, 'utf-8', 'guess', named).isBroken
  return decoded(bytes, isUtf8 ? 'utf-8' : 'windows-1252', 'guess', named)
}

export function namedCharset(contentType: string | null): string | undefined {
  const [, charset] = /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? '') ?? []
  return charset?.toLowerCase()
}

function decoded(
  bytes: Uint8Array,
  charset: string,
  source: CharsetText['source'],
  header: string | undefined,
): CharsetText {
  // A label of the same charset (`latin1` is windows-1252) is no disagreement.
  const named = header !== undefined && decoderOf(header)?.encoding === charset ? undefined : header
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes)
    return { text, charset, source, isBroken: false, named }
  } catch {
    const text = new TextDecoder(charset).decode(bytes)
    return { text, charset, source, isBroken: true, named }
  }
}

function decoderOf(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}
