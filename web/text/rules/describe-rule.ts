// What a rule answers, in one line: `500, 500, then 200 · per delivery · 20 %`.

import { gap } from '../../../server/wire/durations.ts'
import type { Drip, Ending, RuleResponse, TurnScope } from '../../../server/wire/rules/rules.ts'
import { formatSize } from '../format-size.ts'

export interface Answering {
  readonly steps: readonly RuleResponse[]
  readonly per?: TurnScope | undefined
  readonly loop?: boolean | undefined
}

export function answersInWords({ steps, per = 'bin', loop = false }: Answering): string {
  const runs = runsOf(steps.map(stepInWords))
  const [last = 'nothing', ...before] = runs.reverse()
  before.reverse()
  const isSequence = steps.length > 1
  const sequence =
    isSequence && !loop && before.length > 0
      ? `${before.join(', ')}, then ${last}`
      : [...before, last].join(', ')
  const [{ chance = undefined } = {}] = steps
  const isOneChance =
    chance !== undefined && chance < 1 && steps.every((step) => step.chance === chance)
  return [
    sequence,
    isSequence && loop && 'over and over',
    isSequence && per !== 'bin' && scopeWords[per],
    isOneChance && percent(chance),
  ]
    .filter(Boolean)
    .join(' · ')
}

export const scopeWords: Readonly<Record<TurnScope, string>> = {
  bin: 'all together',
  delivery: 'per delivery',
  source: 'per source',
}

/** `200`, `503 after 5 s`, `no answer`, `200, cut short`. */
export function stepInWords(step: RuleResponse): string {
  const { status = 200, end = 'normal', delayMs, drip, echo } = step
  const late = delayInWords(delayMs)
  const how = [endWords(status, end), late && `after ${late}`, drip && dripInWords(drip)]
  return [...how, echo && 'echo'].filter(Boolean).join(' ')
}

function endWords(status: number, end: Ending): string {
  switch (end) {
    case 'normal':
      return String(status)
    case 'hang':
      return 'no answer'
    case 'reset':
      return 'reset'
    case 'reset-during':
      return `${status}, reset halfway`
    case 'reset-after':
      return `${status}, then reset`
    case 'truncate':
      return `${status}, cut short`
  }
}

/** `5 s`, `1 s–3 s`; empty for none. */
export function delayInWords(delayMs: RuleResponse['delayMs']): string {
  if (delayMs === undefined || delayMs === 0) return ''
  if (typeof delayMs === 'number') return gap(delayMs)
  const [from, to] = delayMs
  return from === to ? gap(from) : `${gap(from)} to ${gap(to)}`
}

function dripInWords({ bytesPerSecond }: Drip): string {
  return `at ${formatSize(bytesPerSecond)}/s`
}

export function percent(chance: number): string {
  return `${Number((chance * 100).toFixed(2))} %`
}

/** Three times the same and more is told once. */
function runsOf(words: readonly string[]): string[] {
  const runs: { word: string; times: number }[] = []
  for (const word of words) {
    const last = runs.at(-1)
    if (last?.word === word) last.times += 1
    else runs.push({ word, times: 1 })
  }
  return runs.flatMap(({ word, times }) =>
    times > 2 ? [`${times} × ${word}`] : Array.from({ length: times }, () => word),
  )
}
