// What a filter says about the time of arrival, in the words that follow “arrived”.

import type { Comparison, Test } from './syntax.ts'
import { isRelative } from './time.ts'

const units: Readonly<Record<string, string>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `within the last 20 minutes`, `on 20 Nov 2026`, `between 2 hours ago and 1 hour ago`. */
export function arrivalWords(test: Test): string {
  switch (test.type) {
    case 'compare':
      return comparedWords(test.op, test.value)
    case 'range':
      return rangeWords(test.from, test.to)
    case 'regex':
      return `at /${test.source}/${test.flags}` // The parser takes no patterns for a time.
    default:
      return isRelative(test.text) ? comparedWords('>=', test.text) : exactWords(test.text)
  }
}

function exactWords(time: string): string {
  if (time === 'now') return 'this very moment'
  if (time === 'today' || time === 'yesterday') return time
  const preposition = time.includes('T') ? 'at' : time.split('-').length < 3 ? 'in' : 'on'
  return `${preposition} ${timeWords(time)}`
}

function comparedWords(op: Comparison, time: string): string {
  const isAfter = op === '>' || op === '>='
  if (isRelative(time)) {
    if (isAfter) return `within the last ${amountWords(time, '')}`
    return op === '<' ? `more than ${amountWords(time)} ago` : `${amountWords(time)} ago or earlier`
  }
  if (op === '<') return `before ${timeWords(time)}`
  if (op === '>') return `after ${timeWords(time)}`
  return `${exactWords(time)} or ${isAfter ? 'later' : 'earlier'}`
}

function rangeWords(from: string | null, to: string | null): string {
  if (to === null) return comparedWords('>=', from ?? '')
  if (from === null) return comparedWords('<=', to)
  if (to === 'now' && isRelative(from)) return comparedWords('>=', from)
  return `between ${timeWords(from)} and ${timeWords(to)}`
}

function timeWords(time: string): string {
  if (isRelative(time)) return `${amountWords(time)} ago`
  const [date = '', clock] = time.split('T')
  const [year, month, day] = date.split('-')
  if (month === undefined) return date
  const dateWords = [day && Number(day), months[Number(month) - 1], year].filter(Boolean).join(' ')
  return clock === undefined ? dateWords : `${clockWords(clock)} on ${dateWords}`
}

/** `12:04 UTC`, `12:04 +02:00`. */
function clockWords(clock: string): string {
  const [, digits = clock, zone] = /^([\d:.]+)(Z|[+-].+)?$/.exec(clock) ?? []
  return `${digits} ${zone === undefined || zone === 'Z' ? 'UTC' : zone}`
}

/** `20 minutes`, `1 hour`; the last one needs no number. */
function amountWords(time: string, one = '1 '): string {
  const amount = Number(time.slice(1, -1))
  const unit = units[time.slice(-1)] ?? ''
  return amount === 1 ? `${one}${unit}` : `${amount} ${unit}s`
}
