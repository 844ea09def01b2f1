// How far a large body is laid out; nothing once it is.

export function Progress({ done }: { done: number }) {
  if (done >= 1) return null
  const percent = Math.round(done * 100)
  return (
    <output class="progress muted">
      <progress max={100} value={percent} aria-label="Laid out" />
      Formatting… {percent}%
    </output>
  )
}
