// Compares bytes that are no text: where they begin to differ, and what stands around there.

export interface BytesComparison {
  readonly leftSize: number
  readonly rightSize: number
  /** Of the first byte that differs; undefined when there is none. A shorter body differs where it ends. */
  readonly firstOffset: number | undefined
  /** Where both windows begin. */
  readonly windowOffset: number
  readonly leftWindow: Uint8Array
  readonly rightWindow: Uint8Array
}

const perRow = 8
const rowsBefore = 2
const rows = 8

export function compareBytes(left: Uint8Array, right: Uint8Array): BytesComparison {
  const shorter = Math.min(left.length, right.length)
  let at = 0
  while (at < shorter && left[at] === right[at]) at += 1
  const isSame = at === left.length && at === right.length
  const windowOffset = Math.max(0, Math.floor(at / perRow) - rowsBefore) * perRow
  const window = (bytes: Uint8Array) =>
    isSame ? new Uint8Array() : bytes.slice(windowOffset, windowOffset + rows * perRow)
  return {
    leftSize: left.length,
    rightSize: right.length,
    firstOffset: isSame ? undefined : at,
    windowOffset,
    leftWindow: window(left),
    rightWindow: window(right),
  }
}
