// The line between list and detail, which can be dragged or moved with the arrow keys.

import { useInspector } from '../context.ts'
import { clampListWidth, listWidth } from '../state/layout.ts'

const stepPx = 20

export function ResizeHandle() {
  const { layout } = useInspector()
  const width = layout.listWidthPx

  function onPointerDown(event: PointerEvent) {
    const handle = event.currentTarget as HTMLElement
    handle.setPointerCapture(event.pointerId)
    const startPx = width.value - event.clientX
    handle.onpointermove = (move) => {
      width.value = clampListWidth(startPx + move.clientX)
    }
    handle.onpointerup = () => {
      handle.onpointermove = null
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -stepPx, ArrowRight: stepPx }[event.key]
    if (step === undefined) return
    event.preventDefault()
    width.value = clampListWidth(width.value + step)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves has no element of its own
    <div
      class="resize-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the list"
      aria-valuemin={listWidth.least}
      aria-valuemax={listWidth.most}
      aria-valuenow={width.value}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDblClick={() => {
        width.value = listWidth.usual
      }}
    />
  )
}
