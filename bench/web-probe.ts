// What watches the page from inside: put into it before its own scripts, so it may use nothing from outside the function.

export interface Probe {
  /** The most rows the list ever had in the page. */
  mostRows(): number
  startTasks(): void
  /** Tasks that held the main thread for more than 50 ms. */
  tasks(): { readonly longestMs: number; readonly over50: number }
  startArrivals(): void
  /** When each new row was painted, Unix time in milliseconds. */
  arrivals(): readonly { readonly seq: number; readonly at: number }[]
  /** The time from which `untilListChanged` counts. */
  watchList(): number
  /** Resolves with the milliseconds from the next click until the first line of a body was painted. */
  untilBodyPainted(): Promise<number>
  /** Resolves with the milliseconds until another list of rows was painted. */
  untilListChanged(from: number): Promise<number>
}

export function startProbe(): void {
  let mostRows = 0
  let longestMs = 0
  let over50 = 0
  let seen: Map<number, number> | undefined
  let lastList: Element | null = null
  let listPaintedAt = 0
  const rows = () => document.querySelectorAll('[data-seq]')
  // A frame's callbacks run before its paint, those of the next one after it.
  const afterPaint = (run: () => void) => requestAnimationFrame(() => requestAnimationFrame(run))

  new MutationObserver(() => {
    const shown = rows()
    mostRows = Math.max(mostRows, shown.length)
    const known = seen
    if (known) {
      const fresh = [...shown]
        .map((row) => Number(row.getAttribute('data-seq')))
        .filter((seq) => !known.has(seq))
      for (const seq of fresh) known.set(seq, 0)
      if (fresh.length > 0) {
        afterPaint(() => {
          for (const seq of fresh) known.set(seq, Date.now())
        })
      }
    }
    const list = document.querySelector('.list-rows')
    if (list !== lastList) {
      lastList = list
      afterPaint(() => {
        listPaintedAt = performance.now()
      })
    }
  }).observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['data-seq'],
  })

  const probe: Probe = {
    mostRows: () => mostRows,
    startTasks() {
      longestMs = 0
      over50 = 0
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) {
          longestMs = Math.max(longestMs, duration)
          over50 += 1
        }
      }).observe({ type: 'longtask' })
    },
    tasks: () => ({ longestMs, over50 }),
    startArrivals() {
      seen = new Map([...rows()].map((row) => [Number(row.getAttribute('data-seq')), 0]))
    },
    arrivals: () => [...(seen ?? [])].filter(([, at]) => at > 0).map(([seq, at]) => ({ seq, at })),
    watchList: () => performance.now(),
    untilBodyPainted: () =>
      new Promise((resolve) => {
        let clickedAt = 0
        addEventListener(
          'click',
          () => {
            clickedAt = performance.now()
          },
          { capture: true, once: true },
        )
        const observer = new MutationObserver(() => {
          if (clickedAt === 0 || !document.querySelector('[role=tabpanel] .line')) return
          observer.disconnect()
          afterPaint(() => resolve(performance.now() - clickedAt))
        })
        observer.observe(document, { childList: true, subtree: true })
      }),
    async untilListChanged(from) {
      while (listPaintedAt < from) await new Promise(requestAnimationFrame)
      return listPaintedAt - from
    },
  }
  Object.assign(window, { probe })
}
