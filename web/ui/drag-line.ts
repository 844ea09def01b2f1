// Drags a line of a list: the others make room where it would drop, what scrolls follows at its edges, Escape puts it back.

export interface DraggedLine {
  readonly line: HTMLElement
  /** What is held; it has the pointer until that is let go. */
  readonly handle: HTMLElement
  readonly press: PointerEvent
  /** By how many places, down where above 0. Not called where it stays. */
  readonly onDrop: (by: number) => void
}

/** Less is a click. */
const leastPx = 4
const edgePx = 48
const fastestPxPerMs = 0.9

/** Lines stay where they are in the page until one is dropped, so that neither focus nor pointer is lost on the way. */
export function dragLine({ line, handle, press, onDrop }: DraggedLine): void {
  const list = line.parentElement
  if (!list || press.button !== 0 || !press.isPrimary) return
  const end = new AbortController()
  const { signal } = end
  let layout: Layout | undefined
  let pointerY = press.clientY
  let to = 0

  function follow(event: PointerEvent): void {
    if (event.pointerId !== press.pointerId || !list) return
    pointerY = event.clientY
    if (!layout) {
      if (Math.abs(pointerY - press.clientY) < leastPx) return
      layout = measure(line, list)
      to = layout.from
      line.dataset.dragged = ''
      list.dataset.sorting = ''
      scrollAtEdges(layout.scroller)
    }
    show()
  }

  function show(): void {
    if (!layout || !list) return
    const { rows, boxes, from, own, pitch, first, last, scroller, scrolled } = layout
    // Somebody else has changed the list.
    if (rows.some((row, index) => row !== list.children[index])) return stop()
    const wanted = pointerY - press.clientY + scroller.scrollTop - scrolled
    const by = Math.min(Math.max(wanted, first.top - own.top), last.bottom - own.bottom)
    // It passes those whose middle it covers.
    to = boxes.filter((box, index) => {
      const middle = (box.top + box.bottom) / 2
      return index < from ? middle < own.top + by : index > from && middle < own.bottom + by
    }).length
    for (const [index, row] of rows.entries()) {
      const isAside = index > from ? index <= to : index < from && index >= to
      const aside = isAside ? Math.sign(from - index) * pitch : 0
      row.style.translate = `0 ${index === from ? by : aside}px`
    }
  }

  function scrollAtEdges(scroller: Element): void {
    let before = performance.now()
    const step = (now: number) => {
      if (signal.aborted) return
      const { top, bottom } = visibleBox(scroller)
      const beyond =
        pointerY < press.clientY
          ? Math.min(pointerY - top - edgePx, 0)
          : Math.max(pointerY - bottom + edgePx, 0)
      const part = Math.max(-1, Math.min(1, beyond / edgePx))
      const height = scroller.scrollTop
      scroller.scrollTop += part * fastestPxPerMs * (now - before)
      before = now
      if (scroller.scrollTop !== height) show()
      requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  }

  function stop(): void {
    end.abort()
    delete line.dataset.dragged
    if (list) delete list.dataset.sorting
    for (const row of layout?.rows ?? []) row.style.removeProperty('translate')
  }

  function drop(): void {
    const by = layout ? to - layout.from : 0
    stop()
    if (by !== 0) onDrop(by)
  }

  function onKey(event: KeyboardEvent): void {
    if (!layout || event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    stop()
  }

  handle.setPointerCapture(press.pointerId)
  handle.addEventListener('pointermove', follow, { signal })
  handle.addEventListener('pointerup', drop, { signal })
  handle.addEventListener('pointercancel', stop, { signal })
  handle.addEventListener('lostpointercapture', stop, { signal })
  window.addEventListener('keydown', onKey, { signal, capture: true })
}

interface Layout {
  readonly rows: readonly HTMLElement[]
  /** Of each row, as all stand before any makes room. */
  readonly boxes: readonly DOMRect[]
  readonly from: number
  readonly own: DOMRect
  readonly first: DOMRect
  readonly last: DOMRect
  /** How far another must go to make room. */
  readonly pitch: number
  readonly scroller: Element
  readonly scrolled: number
}

function measure(line: HTMLElement, list: HTMLElement): Layout {
  const rows = [...list.children].filter((child) => child instanceof HTMLElement)
  const boxes = rows.map((row) => row.getBoundingClientRect())
  const from = rows.indexOf(line)
  const own = line.getBoundingClientRect()
  const scroller = scrollerOf(list)
  const gap = boxes[1] && boxes[0] ? boxes[1].top - boxes[0].bottom : 0
  return {
    ...{ rows, boxes, from, own, scroller },
    first: boxes[0] ?? own,
    last: boxes.at(-1) ?? own,
    pitch: own.height + gap,
    scrolled: scroller.scrollTop,
  }
}

/** The nearest around it that has more than it shows. */
function scrollerOf(element: Element): Element {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(at).overflowY)
    if (scrolls && at.scrollHeight > at.clientHeight) return at
  }
  return document.scrollingElement ?? document.documentElement
}

/** Of what scrolls, the part that the window shows. */
function visibleBox(scroller: Element): { readonly top: number; readonly bottom: number } {
  const { top, bottom } = scroller.getBoundingClientRect()
  return { top: Math.max(0, top), bottom: Math.min(window.innerHeight, bottom) }
}
