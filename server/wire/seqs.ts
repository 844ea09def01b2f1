// Lists of seqs as text, `1,4..9`: what a query asks for many requests by.

import type { Seq } from './ids.ts'

/** Both ends belong to it. */
export interface SeqRange {
  readonly from: Seq
  readonly to: Seq
}

/** More characters than this no list may have; a longer one goes in several. */
export const maxSeqsText = 8192

export const seqsRule =
  'A list of seqs has numbers and ranges between commas, like 1,4..9; a range runs from low to high.'

/** The ranges in ascending order, none touching another; undefined when the text is no such list. */
export function parseSeqs(text: string): readonly SeqRange[] | undefined {
  if (text.length > maxSeqsText) return undefined
  const ranges: SeqRange[] = []
  for (const part of text.split(',')) {
    const [, from, to = from] = /^(\d{1,15})(?:\.\.(\d{1,15}))?$/.exec(part) ?? []
    if (from === undefined || Number(from) > Number(to)) return undefined
    ranges.push({ from: Number(from), to: Number(to) })
  }
  return joined(ranges)
}

/** The shortest texts that name all of `seqs`, none longer than `maxLength`; no text for no seqs. */
export function formatSeqs(seqs: Iterable<Seq>, maxLength = maxSeqsText): readonly string[] {
  const texts: string[] = []
  for (const { from, to } of joined(Array.from(seqs, (seq) => ({ from: seq, to: seq })))) {
    const part = from === to ? `${from}` : to === from + 1 ? `${from},${to}` : `${from}..${to}`
    const last = texts.at(-1)
    if (last === undefined || last.length + 1 + part.length > maxLength) texts.push(part)
    else texts[texts.length - 1] = `${last},${part}`
  }
  return texts
}

function joined(ranges: readonly SeqRange[]): readonly SeqRange[] {
  const result: SeqRange[] = []
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last === undefined || range.from > last.to + 1) result.push(range)
    else result[result.length - 1] = { from: last.from, to: Math.max(last.to, range.to) }
  }
  return result
}
