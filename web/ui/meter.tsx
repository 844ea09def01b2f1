// How much of something is used: the amount in words, which say when it is nearly full, over a bar that repeats it.

export interface MeterProps {
  readonly name: string
  readonly used: number
  readonly most: number
  /** `128 of 500`. */
  readonly text: string
}

const nearlyFull = 0.9

export function Meter({ name, used, most, text }: MeterProps) {
  const part = most > 0 ? Math.min(1, used / most) : 1
  const state = part >= 1 ? 'full' : part >= nearlyFull ? 'nearly-full' : 'free'
  const words = { full: 'Full: ', 'nearly-full': 'Nearly full: ', free: '' }
  return (
    <div class={`meter is-${state}`}>
      <p>
        <span>{name}</span>
        <span>
          {words[state]}
          {text}
        </span>
      </p>
      <div class="meter-track" aria-hidden="true">
        <i style={{ inlineSize: `${part * 100}%` }} />
      </div>
    </div>
  )
}
