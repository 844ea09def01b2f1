// Small changes of a message, each of which a signature has to notice.

/** In a long text not every place is tried, but places all over it. */
const mostPlaces = 48

/** Another byte in each place: its lowest bit, and for letters also their case. */
export function* flippedBytes(bytes: Uint8Array, from = 0, to = bytes.length): Generator<Buffer> {
  const step = (to - from) / Math.min(to - from, mostPlaces)
  for (let place = from; place < to; place += step) {
    const index = Math.floor(place)
    for (const mask of isLetter(bytes[index] ?? 0) ? [1, 0x20] : [1]) {
      const flipped = Buffer.from(bytes)
      flipped[index] = (flipped[index] ?? 0) ^ mask
      yield flipped
    }
  }
}

/** The same for a text that has to stay printable, as headers and URLs have to. */
export function* flippedTexts(text: string, from = 0): Generator<string> {
  for (const flipped of flippedBytes(Buffer.from(text), from)) {
    const altered = flipped.toString('latin1')
    if (/^[!-~]([ -~]*[!-~])?$/.test(altered)) yield altered
  }
}

/** Each byte of the values of these keys, wherever they stand in the JSON text before that word. */
export function* flippedValues(
  body: Uint8Array,
  keys: readonly string[],
  before?: string,
): Generator<Buffer> {
  const [text = ''] = Buffer.from(body)
    .toString('latin1')
    .split(before ?? /$/, 1)
  const value = new RegExp(`"(?:${keys.join('|')})"\\s*:\\s*"?((?:[^"\\\\,}]|\\\\.)+)`, 'dg')
  for (const { indices } of text.matchAll(value)) {
    const [from, to] = indices?.[1] ?? [0, 0]
    yield* flippedBytes(body, from, to)
  }
}

/** The same meaning in other bytes, by the name of what was done. Without those that change nothing. */
export function rewritten(body: Uint8Array): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(body)
  const text = bytes.toString()
  const around = Object.entries({
    'a space behind': Buffer.concat([bytes, Buffer.from(' ')]),
    'a line break behind': Buffer.concat([bytes, Buffer.from('\n')]),
    'a space before': Buffer.concat([Buffer.from(' '), bytes]),
    'a byte order mark before': Buffer.concat([Buffer.from('\ufeff'), bytes]),
    'line breaks of Windows': Buffer.from(text.replaceAll('\n', '\r\n')),
  })
  const json = Object.entries(jsonForms(text)).map(
    ([how, form]) => [how, Buffer.from(form)] as const,
  )
  return new Map([...around, ...json].filter(([, form]) => !form.equals(bytes)))
}

function jsonForms(text: string): Readonly<Record<string, string>> {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null) return {}
  return {
    compact: JSON.stringify(value),
    indented: JSON.stringify(value, null, 2),
    reordered: JSON.stringify(reordered(value)),
    escaped: text.replace(/[^\0-\x7f]/g, escapedUnit),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Not JSON: there is nothing to write otherwise.
  }
}

function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reordered(inner)] as const)
      .reverse(),
  )
}

function escapedUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function isLetter(byte: number): boolean {
  return /[A-Za-z]/.test(String.fromCharCode(byte))
}
