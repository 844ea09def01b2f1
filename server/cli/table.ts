// Rows of text as columns of a terminal.

import { cellsOf } from './terminal-text.ts'

export function tableOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const all = [head, ...rows]
  const widths = head.map((_, column) =>
    all.reduce((most, row) => Math.max(most, cellsOf(row[column] ?? '')), 0),
  )
  return all.map((row) =>
    `  ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - cellsOf(cell))).join('  ')}`.trimEnd(),
  )
}
