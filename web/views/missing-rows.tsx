// Stands for requests that are not loaded yet. Nothing for a screen reader: they are counted, and load as one comes near.

export function MissingRows({ from, to, rowPx }: { from: number; to: number; rowPx: number }) {
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => (
    <div
      key={`missing-${from + offset}`}
      class="row is-missing"
      aria-hidden="true"
      style={{ transform: `translateY(${(from + offset) * rowPx}px)` }}
    >
      <span class="row-line">
        <i />
        <i />
        <i />
      </span>
      <span class="row-line is-second">
        <i />
        <i />
      </span>
    </div>
  ))
}
