// Measures what a thumb can hit: for each control in sight, the area around its centre that leads to it.

import type { Page } from 'playwright-core'

/** What is asked of all but the exceptions; WCAG 2.5.8 asks for 24 px. */
const leastPx = 40

/** Selectors of what may be smaller, and how wide and high it must still be. */
export type SmallerTargets = Readonly<Record<string, readonly [widthPx: number, heightPx: number]>>

/**
 * Controls of `within` whose area is less than 40 px wide or high, each with its name and size. The area is what is hit:
 * what lies under another control does not count.
 */
export function findSmallTargets(
  page: Page,
  within = 'body',
  smaller: SmallerTargets = {},
): Promise<readonly string[]> {
  return page.evaluate(
    ({ within, smaller, leastPx }) => {
      const controls =
        'button, a[href], input, select, textarea, summary, [role=option], [role=treeitem], [role=tab], [role=slider]'
      const found = [...document.querySelectorAll(`${within} :is(${controls})`)]
      return [...new Set(found.map((element) => element.closest('label') ?? element))].flatMap(
        (element) => {
          const exception = Object.keys(smaller).find((selector) => element.matches(selector))
          const [wide, high] = smaller[exception ?? ''] ?? [leastPx, leastPx]
          const size = areaOf(element)
          // One that begins within a pixel may lose it.
          if (!size || (size.width >= wide - 1 && size.height >= high - 1)) return []
          const { width, height } = size
          return [`${nameOf(element)}: ${width} × ${height}`]
        },
      )

      /** Undefined where the control cannot be seen, or not be used. */
      function areaOf(element: Element): { width: number; height: number } | undefined {
        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return
        if (getComputedStyle(element).pointerEvents === 'none') return
        if (element.querySelector(':scope > :disabled') || element.matches(':disabled')) return
        element.scrollIntoView({ block: 'center', inline: 'center' })
        // Of a link that breaks over lines, the first of them.
        const box = element.getClientRects()[0]
        if (!box || box.width * box.height < 2) return
        const x = Math.round(box.x + box.width / 2)
        const y = Math.round(box.y + box.height / 2)
        const reach = (dx: number, dy: number, most: number) => {
          let px = 0
          while (px < most && isHit(element, x + dx * (px + 0.5), y + dy * (px + 0.5))) px += 1
          return px
        }
        // Both ways, but no farther than matters: every point asks for what lies there.
        const across = (dx: number, dy: number) => {
          const there = reach(-dx, -dy, leastPx)
          return there + reach(dx, dy, leastPx - there)
        }
        const width = across(1, 0)
        const height = across(0, 1)
        // Behind a dialog, or scrolled out of what shows it.
        return width === 0 || height === 0 ? undefined : { width, height }
      }

      function isHit(element: Element, x: number, y: number): boolean {
        const hit = document.elementFromPoint(x, y)
        return hit !== null && (element.contains(hit) || hit.closest('label') === element)
      }

      function nameOf(element: Element): string {
        const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30)
        return `${element.localName}.${element.className} "${name}"`
      }
    },
    { within, smaller, leastPx },
  )
}
