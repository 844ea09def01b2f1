// Bytes in hexadecimal, as many a line as the screen takes, with the characters they would be.

import { useInspector } from '../context.ts'
import { Lines } from '../ui/lines.tsx'
import type { Viewer } from './viewer.ts'

const widePerLine = 16
const narrowPerLine = 8

export const hexViewer: Viewer = {
  id: 'hex',
  label: 'Hex',
  showsBeginning: true,
  priority: ({ text }) => (text === undefined ? 20 : 1),
  View({ content: { bytes, isWhole } }) {
    const { layout } = useInspector()
    const perLine = layout.isNarrow.value ? narrowPerLine : widePerLine
    return (
      <Lines
        name="Body as hexadecimal"
        count={Math.ceil(bytes.length / perLine)}
        isGrowing={!isWhole}
        label={(index) => (index * perLine).toString(16).padStart(6, '0')}
        line={(index) => {
          const row = bytes.subarray(index * perLine, (index + 1) * perLine)
          return (
            <>
              <span class="hex-bytes">{hexOf(row, perLine)}</span>
              <span class="hex-text">{String.fromCharCode(...row.map(printable))}</span>
            </>
          )
        }}
      />
    )
  },
}

/** In groups of eight. */
function hexOf(row: Uint8Array, perLine: number): string {
  const pairs = Array.from(row, (byte) => byte.toString(16).padStart(2, '0'))
  const text = [pairs.slice(0, 8).join(' '), pairs.slice(8).join(' ')].filter(Boolean).join('  ')
  return text.padEnd(perLine * 3 - (perLine > 8 ? 0 : 1), ' ')
}

function printable(byte: number): number {
  return byte >= 0x20 && byte < 0x7f ? byte : 0x2e
}
