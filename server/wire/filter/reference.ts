// The tables of the filter's documentation, made from what the parser itself goes by.

import { filterKeys, hasWords, isWords, stateWords } from './keys.ts'

/** Markdown: the keys, and the words that `is`, `has` and `state` take. */
export function filterReference(): string {
  const keys = Object.values(filterKeys).map(({ form, what, example }) => [
    code(form),
    what,
    code(example),
  ])
  const words = [
    ...Object.entries(isWords).map(([word, { what }]) => [code(`is:${word}`), `are ${what}`]),
    ...Object.entries(hasWords).map(([word, { what }]) => [code(`has:${word}`), `have ${what}`]),
    [stateWords.map((word) => code(`state:${word}`)).join(' '), 'came so far'],
  ]
  return [
    table(['key', 'looks at the', 'example'], keys),
    table(['word', 'takes requests that'], words),
  ].join('\n\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``
}
