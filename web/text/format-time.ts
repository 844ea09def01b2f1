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
