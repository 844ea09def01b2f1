// Compares decimal numbers by their digits: 64-bit ids and long amounts lose nothing, however large they are.

const pattern = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,9}))?$/

export function isDecimal(text: string): boolean {
  return pattern.test(text)
}

/** Negative, zero or positive as `a` is below, equal to or above `b`; undefined when one is not a number. */
export function compareDecimals(a: string, b: string): number | undefined {
  const x = read(a)
  const y = read(b)
  if (x === undefined || y === undefined) return undefined
  if (x.sign !== y.sign) return x.sign - y.sign
  return x.sign * compareMagnitudes(x, y)
}

interface Decimal {
  readonly sign: -1 | 0 | 1
  /** Without zeros at either end: 0.DIGITS × 10^point. */
  readonly digits: string
  readonly point: number
}

function read(text: string): Decimal | undefined {
  const [match, minus, whole = '', fraction = '', exponent = '0'] = pattern.exec(text) ?? []
  if (match === undefined) return undefined
  const all = whole + fraction
  const start = all.search(/[1-9]/)
  if (start < 0) return { sign: 0, digits: '', point: 0 }
  return {
    sign: minus ? -1 : 1,
    digits: withoutZerosAtEnd(all.slice(start)),
    point: whole.length - start + Number(exponent),
  }
}

/** A regular expression would take quadratic time on `1000…01`. */
function withoutZerosAtEnd(digits: string): string {
  let end = digits.length
  while (digits[end - 1] === '0') end -= 1
  return digits.slice(0, end)
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  if (a.point !== b.point) return a.point - b.point
  if (a.digits === b.digits) return 0
  // Digits behind the same point compare like words.
  return a.digits < b.digits ? -1 : 1
}
