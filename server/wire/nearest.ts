// Which of the known words was meant by one that is a slip away.

/** The known word that begins so, or that the fewest slips lead to; undefined when none is near. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const begun = known.find((word) => word.startsWith(given))
  if (begun !== undefined) return begun
  // Half of a short word may not be a slip: `--x` does not mean `--db`.
  const slips = Math.min(2, Math.floor(given.length / 2))
  const [near] = known
    .filter((word) => Math.abs(word.length - given.length) <= slips)
    .map((word) => ({ word, distance: editDistance(word, given) }))
    .filter(({ distance }) => distance <= slips)
    .sort((left, right) => left.distance - right.distance)
  return near?.word
}

/** Letters to put in, take out or change. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
