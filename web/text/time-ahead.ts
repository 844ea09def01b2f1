// Times that are yet to come, as people read them.

/** `in 40 s`, `in 3 min`, `in 2 h`, `in 5 days`. */
export function timeAhead(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((at - now) / 1000))
  if (seconds < 60) return `in ${seconds} s`
  if (seconds < 3600) return `in ${Math.floor(seconds / 60)} min`
  if (seconds < 86_400) return `in ${Math.floor(seconds / 3600)} h`
  const days = Math.floor(seconds / 86_400)
  return days === 1 ? 'in a day' : `in ${days.toLocaleString('en')} days`
}
