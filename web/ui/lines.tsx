// Numbered lines of code. A short text is laid out whole and wraps; of a long one only what is in view is there.

import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export interface LinesProps {
  readonly count: number
  readonly line: (index: number) => ComponentChildren
  /** What stands before each line; its number unless told otherwise. */
  readonly label?: (index: number) => string
  readonly name: string
}

/** Up to here the browser's own search and selection are worth more than speed. */
const mostWhole = 1500
const lineHeightPx = 20
const overscan = 20

export function Lines(props: LinesProps) {
  return props.count <= mostWhole ? <WholeLines {...props} /> : <WindowedLines {...props} />
}

const numbered = (index: number) => String(index + 1)

function WholeLines({ count, line, label = numbered, name }: LinesProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="lines is-whole" aria-label={name} tabIndex={0}>
      {Array.from({ length: count }, (_, index) => (
        <div class="line" key={index}>
          <span class="line-label" data-label={label(index)} />
          <code>{line(index)}</code>
        </div>
      ))}
    </section>
  )
}

function WindowedLines({ count, line, label = numbered, name }: LinesProps) {
  const box = useRef<HTMLElement>(null)
  const top = useSignal(0)
  const height = useSignal(1000)

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      height.value = element.clientHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [height])

  const first = Math.max(0, Math.floor(top.value / lineHeightPx) - overscan)
  const shown = Math.ceil(height.value / lineHeightPx) + 2 * overscan
  const last = Math.min(count, first + shown)
  return (
    <section
      class="lines is-windowed"
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      ref={box}
      onScroll={() => {
        top.value = box.current?.scrollTop ?? 0
      }}
    >
      <div class="lines-inside" style={{ height: `${count * lineHeightPx}px` }}>
        <div class="lines-window" style={{ transform: `translateY(${first * lineHeightPx}px)` }}>
          {Array.from({ length: Math.max(0, last - first) }, (_, offset) => (
            <div class="line" key={first + offset}>
              <span class="line-label" data-label={label(first + offset)} />
              <code>{line(first + offset)}</code>
            </div>
          ))}
        </div>
      </div>
    </section>
  )
}
