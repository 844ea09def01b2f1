// Stretches of time, rates and counts of the timeline in words.

import type { Span } from '../../server/wire/filter/time.ts'
import { type TimelineCount, totalOf } from '../../server/wire/timeline.ts'
import { counted } from './format-size.ts'

const minuteMs = 60_000
const units = [
  [86_400_000, 'day'],
  [3_600_000, 'h'],
  [minuteMs, 'min'],
  [1000, 's'],
] as const

const toMinute = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const toSecond = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const dayOfYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

/** `12:04:30`, with its day where that is not today's, and its year where that is not this one. */
export function timeText(at: number, now: number): string {
  const time = (at % minuteMs === 0 ? toMinute : toSecond).format(at)
  if (isSameDay(at, now)) return time
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return `${(isThisYear ? day : dayOfYear).format(at)} ${time}`
}

/** `12:04:30 to 12:05:00`, `since 12:04`, `until 20 Nov 12:00`. */
export function spanText({ from, before }: Span, now: number): string {
  if (!Number.isFinite(before)) return `since ${timeText(from, now)}`
  if (!Number.isFinite(from)) return `until ${timeText(before, now)}`
  const end = isSameDay(from, before) ? before : undefined
  return `${timeText(from, now)} to ${end === undefined ? timeText(before, now) : timeText(end, end)}`
}

/** `17 requests, 5 match, 2 failed, 1 with a warning`. */
export function countText(
  all: number,
  lit: TimelineCount | undefined,
  isFiltered: boolean,
): string {
  const { bad = 0, warn = 0 } = lit ?? {}
  return [
    counted(all, 'request'),
    isFiltered && all > 0 && `${(lit ? totalOf(lit) : 0).toLocaleString('en')} match`,
    bad > 0 && `${bad.toLocaleString('en')} failed`,
    warn > 0 && `${warn.toLocaleString('en')} with a warning`,
  ]
    .filter(Boolean)
    .join(', ')
}

export interface Rate {
  readonly count: number
  readonly per: 'second' | 'minute'
}

/** `12/min now`. */
export function rateText({ count, per }: Rate): string {
  return `${count.toLocaleString('en')}/${per === 'second' ? 's' : 'min'} now`
}

/** `5 s a bar`. */
export function bucketText(bucketMs: number): string {
  const [unitMs, unit] = units.find(([ms]) => bucketMs % ms === 0) ?? [1, 'ms']
  const amount = bucketMs / unitMs
  return `${amount} ${unit}${unit === 'day' && amount > 1 ? 's' : ''} a bar`
}

function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}
