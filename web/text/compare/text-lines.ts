// A text with the places where its lines begin: what a worker hands over at once, however many lines there are.

export interface TextLines {
  readonly text: string
  readonly count: number
  /** Where each begins, and behind the last one where the next would. */
  readonly starts: Uint32Array
}

/** Of nothing there are no lines. */
export function cutLines(text: string): TextLines {
  if (text === '') return { text, count: 0, starts: new Uint32Array(1) }
  let count = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  const starts = new Uint32Array(count + 1)
  let start = 0
  for (let line = 1; line < count; line++) {
    start = text.indexOf('\n', start) + 1
    starts[line] = start
  }
  starts[count] = text.length + 1
  return { text, count, starts }
}

export function lineAt({ text, starts }: TextLines, line: number): string {
  return text.slice(starts[line], (starts[line + 1] ?? 1) - 1)
}

export function allLines(lines: TextLines): string[] {
  return Array.from({ length: lines.count }, (_, line) => lineAt(lines, line))
}
