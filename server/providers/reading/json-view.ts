// Reads a few fields out of JSON bytes without parsing the rest: a fraction of the cost of JSON.parse, which every
// capture would pay. Takes what is there of broken or cut-off JSON; who needs certainty uses Evidence.json().

import { documentStart, quote, skipBlanks, stringEnd } from '../../wire/json-bytes.ts'

/** One value of a document. Paths lead through objects by key and arrays by index; a path to nowhere is no error. */
export interface JsonView {
  readonly kind: 'object' | 'array' | 'scalar' | 'nothing'
  /** A non-empty string, or a number as it was written, however many digits it has. */
  text(...path: readonly Step[]): string | undefined
  flag(...path: readonly Step[]): boolean | undefined
  /** How many items the array has. */
  count(...path: readonly Step[]): number | undefined
  /** The value there; a view of nothing when the path leads nowhere. */
  at(...path: readonly Step[]): JsonView
  /** The first text among some keys of this object. */
  firstText(keys: readonly string[]): string | undefined
  /** The first object among some keys of this object. */
  firstObject(keys: readonly string[]): JsonView
  /** The keys of this object, as far as it was worth reading. */
  keys(): readonly string[]
  /** Which of the wanted keys this object has, in their order: cheaper than asking for each. */
  keysAmong(wanted: readonly string[]): readonly string[]
}

type Step = string | number

const maxViewedBytes = 64 * 1024
const maxTextBytes = 1024
const maxEntries = 1000

const noKeys: readonly string[] = []

/** Of a large document only the beginning is looked at. */
export function viewJson(bytes: Uint8Array): JsonView {
  const end = Math.min(bytes.length, maxViewedBytes)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, end)
  return new View(buffer, documentStart(buffer))
}

class View implements JsonView {
  readonly #bytes: Buffer
  readonly #start: number
  /** Flat triples: where a key starts and ends (both 0 in an array) and where its value starts. */
  readonly #entries: number[] = []
  /** Where the entries not yet read begin; -1 when all are. */
  #next: number
  /** Whether the closing bracket was seen, so that a count is right. */
  #isWhole = false
  /** The value looked into last: what is asked of it next need not read it again. */
  #child: View | undefined

  constructor(bytes: Buffer, start: number) {
    this.#bytes = bytes
    this.#start = start
    const first = bytes[start]
    this.#next = first === 0x7b || first === 0x5b ? start + 1 : -1
  }

  get kind(): JsonView['kind'] {
    const first = this.#bytes[this.#start]
    if (first === undefined) return 'nothing'
    return first === 0x7b ? 'object' : first === 0x5b ? 'array' : 'scalar'
  }

  text(...path: readonly Step[]): string | undefined {
    const { bytes, start } = this.#target(path)
    const first = bytes[start]
    if (first === quote) return stringAt(bytes, start) || undefined
    if (first === undefined || (first !== 0x2d && (first < 0x30 || first > 0x39))) return undefined
    const lexeme = bytes.toString('latin1', start, Math.min(skipScalar(bytes, start), start + 40))
    return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(lexeme) ? lexeme : undefined
  }

  flag(...path: readonly Step[]): boolean | undefined {
    const { bytes, start } = this.#target(path)
    const word = bytes.toString('latin1', start, start + 5)
    return word.startsWith('true') ? true : word === 'false' ? false : undefined
  }

  count(...path: readonly Step[]): number | undefined {
    const view = this.at(...path) as View // `at` makes no other kind.
    if (view.kind !== 'array') return undefined
    while (view.#readEntry()) {}
    return view.#isWhole ? view.#entries.length / 3 : undefined
  }

  at(...path: readonly Step[]): JsonView {
    return path.reduce<View>((view, step) => view.#childAt(view.#find(step)), this)
  }

  firstText(keys: readonly string[]): string | undefined {
    for (const key of keys) {
      const text = this.text(key)
      if (text !== undefined) return text
    }
    return undefined
  }

  firstObject(keys: readonly string[]): JsonView {
    const views = keys.map((key) => this.at(key))
    return views.find(({ kind }) => kind === 'object') ?? new View(this.#bytes, this.#bytes.length)
  }

  keys(): readonly string[] {
    if (this.kind !== 'object') return []
    while (this.#readEntry()) {}
    const keys: string[] = []
    for (let index = 0; index < this.#entries.length; index += 3) {
      keys.push(this.#bytes.toString('utf8', this.#entries[index], this.#entries[index + 1]))
    }
    return keys
  }

  keysAmong(wanted: readonly string[]): readonly string[] {
    if (this.kind !== 'object') return noKeys
    while (this.#readEntry()) {}
    return this.#entries.length === 0 ? noKeys : wanted.filter((key) => this.#hasRead(key))
  }

  #hasRead(key: string): boolean {
    for (let index = 0; index < this.#entries.length; index += 3) {
      if (this.#isKey(index, key)) return true
    }
    return false
  }

  #childAt(start: number): View {
    const child = this.#child
    if (child && child.#start === start) return child
    this.#child = new View(this.#bytes, start)
    return this.#child
  }

  #target(path: readonly Step[]): { readonly bytes: Buffer; readonly start: number } {
    if (path.length === 0) return { bytes: this.#bytes, start: this.#start }
    const view = path.length === 1 ? this : (this.at(...path.slice(0, -1)) as View)
    return { bytes: view.#bytes, start: view.#find(path.at(-1) ?? 0) }
  }

  /** Where the value of a step starts; the end of the bytes when there is none. Reads no further than it must. */
  #find(step: Step): number {
    const nowhere = this.#bytes.length
    if (this.kind !== (typeof step === 'number' ? 'array' : 'object')) return nowhere
    for (let index = 0; index < this.#entries.length || this.#readEntry(); index += 3) {
      const isIt = typeof step === 'number' ? index === step * 3 : this.#isKey(index, step)
      if (isIt) return this.#entries[index + 2] ?? nowhere
    }
    return nowhere
  }

  #isKey(index: number, key: string): boolean {
    const start = this.#entries[index] ?? 0
    if ((this.#entries[index + 1] ?? 0) - start !== key.length) return false
    for (let offset = 0; offset < key.length; offset++) {
      if (this.#bytes[start + offset] !== key.charCodeAt(offset)) return false
    }
    return true
  }

  /** Reads one more entry; false when there is none, or none that can be made out. */
  #readEntry(): boolean {
    if (this.#next < 0 || this.#entries.length >= maxEntries * 3) return false
    const bytes = this.#bytes
    let position = skipBlanks(bytes, this.#next)
    if (bytes[position] === 0x2c) position = skipBlanks(bytes, position + 1)
    this.#next = -1
    const first = bytes[position]
    if (first === 0x7d || first === 0x5d) {
      this.#isWhole = true
      return false
    }
    let keyStart = 0
    let keyEnd = 0
    if (bytes[this.#start] === 0x7b) {
      if (first !== quote) return false
      keyStart = position + 1
      position = skipString(bytes, position)
      keyEnd = position - 1
      position = skipBlanks(bytes, position)
      if (bytes[position] !== 0x3a) return false
      position = skipBlanks(bytes, position + 1)
    }
    if (position >= bytes.length) return false
    this.#entries.push(keyStart, keyEnd, position)
    const next = skipValue(bytes, position)
    // A value that takes up nothing is no JSON; going on would read the same bytes for ever.
    this.#next = next > position ? next : -1
    return true
  }
}

/** From an opening quote to behind the closing one, or to the end of the bytes. */
export function skipString(bytes: Uint8Array, start: number): number {
  return stringEnd(bytes, start) ?? bytes.length
}

function skipScalar(bytes: Uint8Array, start: number): number {
  let position = start
  for (; position < bytes.length; position++) {
    const byte = bytes[position]
    if (byte === 0x2c || byte === 0x7d || byte === 0x5d || byte === 0x20) break
    if (byte === 0x0a || byte === 0x0d || byte === 0x09) break
  }
  return position
}

/** Counts brackets instead of recursing, so that depth costs nothing. */
export function skipValue(bytes: Uint8Array, start: number): number {
  const first = bytes[start]
  if (first === quote) return skipString(bytes, start)
  if (first !== 0x7b && first !== 0x5b) return skipScalar(bytes, start)
  let depth = 0
  for (let position = start; position < bytes.length; position++) {
    const byte = bytes[position] ?? 0
    if (byte === quote) {
      position = skipString(bytes, position) - 1
      continue
    }
    // One bit tells a bracket from a brace.
    const bracket = byte | 0x20
    if (bracket === 0x7b) depth++
    else if (bracket === 0x7d && --depth === 0) return position + 1
  }
  return bytes.length
}

function stringAt(bytes: Buffer, start: number): string {
  const close = stringEnd(bytes, start)
  const end = Math.min(close === undefined ? bytes.length : close - 1, start + 1 + maxTextBytes)
  const raw = bytes.toString('utf8', start + 1, end)
  return raw.includes('\\') ? unescaped(raw) : raw
}

/** The text may have been cut in the middle of an escape. */
function unescaped(raw: string): string {
  const whole = raw.replace(/(?<!\\)((?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?$/, '$1')
  try {
    return JSON.parse(`"${whole}"`)
  } catch {
    return raw // An escape that JSON does not know: shown as it was sent.
  }
}
