// Reads `a=1&b=2` without losing anything: order, duplicates, names without a value, escapes that do not decode.

export interface Pair {
  readonly name: string
  /** Null when there is no `=`. */
  readonly value: string | null
  readonly raw: string
  /** Some escape in it is not UTF-8 and is shown as it stands. */
  readonly isBroken: boolean
}

export function decodePairs(text: string): Pair[] {
  if (text === '') return []
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((raw) => {
      const equals = raw.indexOf('=')
      const name = decode(equals < 0 ? raw : raw.slice(0, equals))
      const value = equals < 0 ? undefined : decode(raw.slice(equals + 1))
      return {
        name: name.text,
        value: value?.text ?? null,
        raw,
        isBroken: name.isBroken || value?.isBroken === true,
      }
    })
}

function decode(text: string): { text: string; isBroken: boolean } {
  try {
    return { text: decodeURIComponent(text.replaceAll('+', ' ')), isBroken: false }
  } catch {
    return { text, isBroken: true }
  }
}
