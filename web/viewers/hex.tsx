// Bytes in hexadecimal, sixteen a line, with the characters they would be.

import { Lines } from '../ui/lines.tsx'
import type { Viewer } from './viewer.ts'

const perLine = 16

export const hexViewer: Viewer = {
  id: 'hex',
  label: 'Hex',
  priority: ({ text }) => (text === undefined ? 20 : 1),
  View({ content: { bytes } }) {
    return (
      <Lines
        name="Body as hexadecimal"
        count={Math.ceil(bytes.length / perLine)}
        label={(index) => (index * perLine).toString(16).padStart(6, '0')}
        line={(index) => {
          const row = bytes.subarray(index * perLine, (index + 1) * perLine)
          return (
            <>
              <span class="hex-bytes">{hexOf(row)}</span>
              <span class="hex-text">{String.fromCharCode(...row.map(printable))}</span>
            </>
          )
        }}
      />
    )
  },
}

function hexOf(row: Uint8Array): string {
  const pairs = Array.from(row, (byte) => byte.toString(16).padStart(2, '0'))
  const half = perLine / 2
  const text = [pairs.slice(0, half).join(' '), pairs.slice(half).join(' ')].join('  ')
  return text.padEnd(perLine * 3, ' ')
}

function printable(byte: number): number {
  return byte >= 0x20 && byte < 0x7f ? byte : 0x2e
}
