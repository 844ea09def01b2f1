// A comparison in one sentence, the first thing that is read of it.

import type { BodyView } from './body.ts'
import type { Muter } from './noise-rules.ts'
import type { PairRow } from './pairs.ts'
import type { Difference } from './parts.ts'

export interface PairSection {
  readonly id: string
  readonly title: string
  /** What one row is called, in a sentence; without it the rows are called by their names. */
  readonly noun?: string
  /** Whether the order of its rows is evidence. */
  readonly isOrdered: boolean
  readonly rows: readonly PairRow[]
}

export interface Tally {
  readonly counted: number
  readonly muted: number
  readonly moved: number
}

function tallyOf(differences: Iterable<Difference>, mute: Muter, moved = 0): Tally {
  let counted = 0
  let muted = 0
  for (const difference of differences) {
    if (mute(difference)) muted += 1
    else counted += 1
  }
  return { counted, muted, moved }
}

export function tallyOfRows(rows: readonly PairRow[], mute: Muter): Tally {
  const differences = rows.flatMap(({ difference }) => difference ?? [])
  return tallyOf(differences, mute, rows.filter(({ isMoved }) => isMoved).length)
}

export function tallyOfBody(view: BodyView, mute: Muter): Tally {
  switch (view.type) {
    case 'empty':
      return { counted: 0, muted: 0, moved: 0 }
    case 'pairs':
      return tallyOfRows(view.rows, mute)
    case 'bytes':
      return { counted: view.comparison.firstOffset === undefined ? 0 : 1, muted: 0, moved: 0 }
    case 'lines': {
      const differences = view.comparison.parts.flatMap((part) =>
        part.type === 'different' ? [part.difference] : [],
      )
      return tallyOf(differences, mute, view.movedKeys)
    }
  }
}

export interface SummaryInput {
  readonly sections: readonly PairSection[]
  readonly body: { readonly isSame: boolean; readonly view: BodyView }
  readonly mute: Muter
}

/** `2 headers differ, 3 values of the body differ, 5 differences are muted as noise.` */
export function summarize({ sections, body, mute }: SummaryInput): string {
  const tallies = sections.map((section) => ({ section, tally: tallyOfRows(section.rows, mute) }))
  const bodyTally = tallyOfBody(body.view, mute)
  const phrasesOf = (isOfNames: boolean) =>
    tallies
      .filter(({ section }) => (section.noun === undefined) === isOfNames)
      .flatMap(({ section, tally }) => phraseOf(section, tally, mute))
  const phrases = [...phrasesOf(true), ...phraseOfBody(body.view, bodyTally), ...phrasesOf(false)]
  const muted = tallies.reduce((sum, { tally }) => sum + tally.muted, bodyTally.muted)
  const orders = [
    ...tallies
      .filter(({ section, tally }) => section.isOrdered && tally.moved > 0)
      .map(({ section }) => `the order of the ${uncapitalized(section.title)}`),
    ...(bodyTally.moved > 0 ? [orderOf(body.view)] : []),
  ]
  const order = orders.length > 0 ? `${list(orders)} differ${orders.length > 1 ? '' : 's'}` : ''
  const noise = muted > 0 ? `${plural(muted, 'difference')} muted as noise` : ''
  if (phrases.length > 0) return sentence([...phrases, order, noise])
  if (order) return sentence(['The values are the same', order, noise])
  if (noise) return `The same but for noise: ${noise}.`
  return body.isSame ? 'Byte for byte the same.' : 'The same, but for white space in the body.'
}

function phraseOf({ noun, rows }: PairSection, { counted }: Tally, mute: Muter): string[] {
  if (counted === 0) return []
  if (noun) return [`${plural(counted, noun)} ${counted === 1 ? 'differs' : 'differ'}`]
  const names = rows
    .filter(({ difference }) => difference && !mute(difference))
    .map(({ left, right }) => `the ${uncapitalized((right ?? left)?.name ?? '')}`)
  return [`${list(names)} ${names.length === 1 ? 'differs' : 'differ'}`]
}

function phraseOfBody(view: BodyView, { counted }: Tally): string[] {
  if (counted === 0) return []
  if (view.type === 'bytes') return ['the bodies differ']
  if (view.type === 'lines') {
    if (view.comparison.left.count === 0) return ['only the right has a body']
    if (view.comparison.right.count === 0) return ['only the left has a body']
  }
  const isJson = view.type === 'lines' && view.language === 'json'
  const noun = view.type === 'pairs' ? 'field' : isJson ? 'value' : 'place'
  return [`${plural(counted, noun)} of the body ${counted === 1 ? 'differs' : 'differ'}`]
}

function orderOf(view: BodyView): string {
  return view.type === 'pairs' ? 'the order of the fields' : 'the order of keys'
}

/** `URL` stays. */
function uncapitalized(text: string): string {
  return /^[A-Z][^A-Z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

function plural(count: number, noun: string): string {
  const text = count.toLocaleString('en')
  if (count === 1) return `1 ${noun}`
  return noun.endsWith('y') ? `${text} ${noun.slice(0, -1)}ies` : `${text} ${noun}s`
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

function sentence(phrases: readonly string[]): string {
  const text = phrases.filter(Boolean).join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
