// What a time in a filter means: a span of milliseconds, seen from a clock. Times without a zone are UTC, so that
// a filter means the same in every browser and on every server.

/** Milliseconds since 1970: from `from` up to, not including, `before`. */
export interface Span {
  readonly from: number
  readonly before: number
}

const relativeUnits = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

const dayMs = relativeUnits.d
const iso =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/
const relative = /^-(\d{1,6})([smhdw])$/

/** A date is its whole day, a minute its sixty seconds; `now` and `-15m` are one millisecond. Undefined for no time. */
export function readTime(text: string, now: number): Span | undefined {
  if (text === 'now') return instant(now)
  if (text === 'today') return day(now)
  if (text === 'yesterday') return day(now - dayMs)
  const [, amount, unit] = relative.exec(text) ?? []
  if (unit !== undefined) {
    // The pattern takes no other units.
    return instant(now - Number(amount) * relativeUnits[unit as keyof typeof relativeUnits])
  }
  return readIso(text)
}

/** `-15m` alone means since then. */
export function isRelative(text: string): boolean {
  return relative.test(text)
}

function readIso(text: string): Span | undefined {
  const match = iso.exec(text)
  if (match === null) return undefined
  const [, year, month, dayOfMonth, hour, minute, second, fraction, zone] = match
  if (month === undefined)
    return span(year, '01', '01', (date) => date.setUTCFullYear(date.getUTCFullYear() + 1))
  if (dayOfMonth === undefined) {
    return span(year, month, '01', (date) => date.setUTCMonth(date.getUTCMonth() + 1))
  }
  const whole = span(year, month, dayOfMonth, (date) => date.setUTCDate(date.getUTCDate() + 1))
  if (whole === undefined || hour === undefined) return whole
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined
  const offset = offsetMs(zone)
  if (offset === undefined) return undefined
  const ms = Number((fraction ?? '').padEnd(3, '0'))
  const from =
    whole.from +
    (Number(hour) * 60 + Number(minute)) * 60_000 +
    Number(second ?? 0) * 1000 +
    ms -
    offset
  const length = second === undefined ? 60_000 : fraction === undefined ? 1000 : 1
  return { from, before: from + length }
}

function span(
  year: string | undefined,
  month: string,
  dayOfMonth: string,
  advance: (date: Date) => void,
): Span | undefined {
  const text = `${year}-${month}-${dayOfMonth}`
  const date = new Date(`${text}T00:00:00Z`)
  // 30 February would become 1 March.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return undefined
  const from = date.getTime()
  advance(date)
  return { from, before: date.getTime() }
}

function offsetMs(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4))
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

function instant(ms: number): Span {
  return { from: ms, before: ms + 1 }
}

function day(ms: number): Span {
  const from = Math.floor(ms / dayMs) * dayMs
  return { from, before: from + dayMs }
}
