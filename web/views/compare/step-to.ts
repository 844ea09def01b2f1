// Goes from difference to difference, past those that are muted.

/** Presses the handle of the next one, which opens its details, and brings it into view. */
export function stepTo(box: HTMLElement | null, by: 1 | -1): void {
  if (!box) return
  const handles = [...box.querySelectorAll<HTMLElement>('[data-difference="counted"]')]
  if (handles.length === 0) return
  const open = handles.findIndex((handle) => handle.ariaExpanded === 'true')
  const from = open < 0 ? firstInView(box, handles, by) : open + by
  const next = handles[(from + handles.length) % handles.length]
  if (!next) return
  if (next.ariaExpanded !== 'true') next.click()
  next.focus({ preventScroll: true })
  const { top, height } = box.getBoundingClientRect()
  box.scrollTop += next.getBoundingClientRect().top - top - height / 2
}

/** With none open, one goes on from what is in view. */
function firstInView(box: HTMLElement, handles: readonly HTMLElement[], by: 1 | -1): number {
  const { top, bottom } = box.getBoundingClientRect()
  if (by > 0) {
    const first = handles.findIndex((handle) => handle.getBoundingClientRect().top >= top)
    return first < 0 ? 0 : first
  }
  return handles.findLastIndex((handle) => handle.getBoundingClientRect().bottom <= bottom)
}
