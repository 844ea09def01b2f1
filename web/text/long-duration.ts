// Spans of minutes to months, in words.

const units = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
  { name: 'second', ms: 1000 },
]

/** `7 days`, `36 hours`, `90 minutes`: in the largest unit that says it exactly. */
export function longDuration(ms: number): string {
  const unit = units.find((one) => ms >= one.ms && ms % one.ms === 0) ?? {
    name: 'second',
    ms: 1000,
  }
  const count = Math.round(ms / unit.ms)
  return `${count.toLocaleString('en')} ${unit.name}${count === 1 ? '' : 's'}`
}
