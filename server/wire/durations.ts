// How long something took, as people read it.

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
