// Two binary bodies around the first byte that differs.

import type { BytesComparison } from '../../text/compare/bytes.ts'
import { exactBytes } from '../../text/format-size.ts'

const perRow = 8

export function BytesRows({ comparison }: { comparison: BytesComparison }) {
  const { firstOffset, windowOffset, leftWindow, rightWindow, leftSize, rightSize } = comparison
  if (firstOffset === undefined) {
    return <p class="compare-note">All {exactBytes(leftSize)} are the same.</p>
  }
  const count = Math.ceil(Math.max(leftWindow.length, rightWindow.length) / perRow)
  return (
    <>
      <p class="compare-note">
        {sizes(leftSize, rightSize)} The first byte that differs is at offset{' '}
        {firstOffset.toLocaleString('en')} (0x{firstOffset.toString(16)}).
      </p>
      <section class="diff-rows is-bytes" aria-label="Bytes around the first difference">
        {Array.from({ length: count }, (_, row) => {
          const [left, right] = [rowOf(leftWindow, row), rowOf(rightWindow, row)]
          const offset = windowOffset + row * perRow
          const isEqual = left.length === right.length && left.every((b, at) => b === right[at])
          return (
            <div class={`diff-row ${isEqual ? 'is-equal' : 'is-changed'}`} key={offset}>
              <span class="diff-sign">{isEqual ? '' : '~'}</span>
              <Bytes side="left" bytes={left} others={right} offset={offset} />
              <Bytes side="right" bytes={right} others={left} offset={offset} />
            </div>
          )
        })}
      </section>
    </>
  )
}

interface BytesProps {
  readonly side: 'left' | 'right'
  readonly bytes: Uint8Array
  readonly others: Uint8Array
  readonly offset: number
}

function Bytes({ side, bytes, others, offset }: BytesProps) {
  const isAbsent = bytes.length === 0
  return (
    <span class={`diff-cell ${side} ${isAbsent ? 'is-absent' : ''}`}>
      <span class="diff-label" data-label={offset.toString(16).padStart(6, '0')} />
      <code>
        {Array.from(bytes, (byte, at) => {
          const Tag = byte === others[at] ? 'span' : 'mark'
          return <Tag key={at}>{byte.toString(16).padStart(2, '0')} </Tag>
        })}
        <span class="muted">
          {isAbsent ? '' : ` ${String.fromCharCode(...bytes.map(printable))}`}
        </span>
      </code>
    </span>
  )
}

function rowOf(window: Uint8Array, row: number): Uint8Array {
  return window.subarray(row * perRow, (row + 1) * perRow)
}

function printable(byte: number): number {
  return byte >= 0x20 && byte < 0x7f ? byte : 0x2e
}

function sizes(left: number, right: number): string {
  return left === right
    ? `Both have ${exactBytes(left)}.`
    : `${exactBytes(left)} on the left, ${exactBytes(right)} on the right.`
}
