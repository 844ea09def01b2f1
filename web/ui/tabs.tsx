// Tabs by the ARIA pattern: one is in the tab order, arrows move among them and choose at once.

import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export interface TabItem<T extends string> {
  readonly id: T
  readonly label: string
  /** A count or size beside the label. */
  readonly hint?: ComponentChildren
}

export interface TabListProps<T extends string> {
  readonly name: string
  readonly items: readonly TabItem<T>[]
  readonly chosen: T
  readonly onChoose: (id: T) => void
  /** The id of the panel that all tabs control in turn. */
  readonly panelId: string
}

/** So much of its neighbour shows that there is one. */
const peekPx = 32

export function TabList<T extends string>(props: TabListProps<T>) {
  const { name, items, chosen, onChoose, panelId } = props
  const list = useRef<HTMLDivElement>(null)

  // Where there is no room for all, the chosen one is brought into view.
  useLayoutEffect(() => {
    const box = list.current
    const tab = box?.querySelector<HTMLElement>('[aria-selected=true]')
    if (!box || !tab) return
    const end = tab.offsetLeft + tab.offsetWidth
    if (tab.offsetLeft - peekPx < box.scrollLeft) box.scrollLeft = tab.offsetLeft - peekPx
    else if (end + peekPx > box.scrollLeft + box.clientWidth) {
      box.scrollLeft = end + peekPx - box.clientWidth
    }
  }, [chosen])

  function onKeyDown(event: KeyboardEvent) {
    const index = items.findIndex(({ id }) => id === chosen)
    const next = {
      ArrowLeft: (index + items.length - 1) % items.length,
      ArrowRight: (index + 1) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key]
    const item = next === undefined ? undefined : items[next]
    if (!item) return
    event.preventDefault()
    onChoose(item.id)
    list.current?.querySelector<HTMLElement>(`[data-tab=${item.id}]`)?.focus()
  }

  return (
    <div class="tabs" role="tablist" aria-label={name} ref={list} onKeyDown={onKeyDown}>
      {items.map(({ id, label, hint }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`${panelId}-${id}`}
          data-tab={id}
          aria-selected={id === chosen}
          aria-controls={panelId}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {label}
          {hint !== undefined && <span class="hint">{hint}</span>}
        </button>
      ))}
    </div>
  )
}
