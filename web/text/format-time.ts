// Times and durations as people read them.

const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const full = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'long',
  hourCycle: 'h23',
})

/** `12:04:31`. */
export function timeOfDay(at: number): string {
  return clockTime.format(at)
}

/** The time if it was on the same day, otherwise the day: what fits in a row. */
export function timeInRow(at: number, now: number): string {
  return new Date(at).toDateString() === new Date(now).toDateString()
    ? clockTime.format(at)
    : day.format(at)
}

export function fullTime(at: number): string {
  return full.format(at)
}

/** `just now`, `40 s ago`, `3 min ago`, `2 h ago`, `5 days ago`. */
export function timeAgo(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000))
  if (seconds < 5) return 'just now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`
  const days = Math.floor(seconds / 86_400)
  return days === 1 ? 'yesterday' : `${days} days ago`
}

/** `0.4 ms`, `38 ms`, `2.31 s`, `4 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(2)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}

/** The time between two things, no more exact than one cares to know: `38 ms`, `2.5 s`, `30 s`, `5 min`, `2 h 10 min`, `3 days`. */
export function gap(ms: number): string {
  if (ms < 1_000) return duration(ms)
  const seconds = ms / 1000
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`
  if (seconds < 59.5) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 2_880) {
    const rest = minutes % 60
    return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`
  }
  return `${Math.round(minutes / 1_440)} days`
}
