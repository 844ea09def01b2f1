// Cuts a text into the lines it has, and a line too long for a screen into pieces.

export interface TextPieces {
  readonly count: number
  /** Where each begins, and behind the last one where it ends. */
  readonly starts: Uint32Array
  /** Of the line that the piece begins; 0 for a continuation. */
  readonly numbers: Uint32Array
}

const longestPiece = 1_000
const newline = 0x0a
const shortLine = 64

export function cutLines(text: string): TextPieces {
  let starts = new Uint32Array(1024)
  let numbers = new Uint32Array(1024)
  let count = 0

  function add(start: number, number: number): void {
    if (count + 1 >= starts.length) {
      starts = grown(starts)
      numbers = grown(numbers)
    }
    starts[count] = start
    numbers[count] = number
    count += 1
  }

  let number = 0
  for (let start = 0; start <= text.length; ) {
    const end = endOfLine(text, start)
    number += 1
    add(start, number)
    for (let from = start + longestPiece; from < end; from += longestPiece) add(from, 0)
    start = end + 1
  }
  starts[count] = text.length + 1
  return { count, starts, numbers }
}

/** A search begun anew for each of ten million short lines costs more than looking at their characters. */
function endOfLine(text: string, start: number): number {
  const near = Math.min(text.length, start + shortLine)
  for (let at = start; at < near; at += 1) if (text.charCodeAt(at) === newline) return at
  const end = text.indexOf('\n', near)
  return end < 0 ? text.length : end
}

/** Without the line break. */
export function pieceAt(text: string, { starts }: TextPieces, index: number): string {
  const start = starts[index] ?? 0
  const end = starts[index + 1] ?? 0
  return text.slice(start, text[end - 1] === '\n' || end > text.length ? end - 1 : end)
}

function grown(cells: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(cells.length * 2)
  larger.set(cells)
  return larger
}
