// Prints what was measured beside its budget, as rows of a table.

export function printHead(): void {
  printRow('what', 'measured', 'budget')
  printRow('---', '---', '---')
}

export function printRow(
  ...cells: readonly [what: string, measured: string, budget: string]
): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}

export function ms(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}
