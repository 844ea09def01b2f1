// The bins this browser knows, to switch to one: found by typing where they are many, walked with the arrow keys.

import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { BinId } from '../../server/wire/ids.ts'
import { useInspector } from '../context.ts'
import { accessOfKey, type KnownBin } from '../state/keyring.ts'
import { timeAgo } from '../text/format-time.ts'
import { Icon } from '../ui/icons.tsx'

/** So many are seen at a glance. */
const fewBins = 6

export interface BinChoicesProps {
  readonly current: BinId | undefined
  readonly onChosen: () => void
}

export function BinChoices({ current, onChosen }: BinChoicesProps) {
  const { keyring, openBin } = useInspector()
  const query = useSignal('')
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const all = keyring.bins.value
  const wanted = query.value.trim().toLowerCase()
  const found = all.filter(({ id, name }) => `${name}\n${id}`.toLowerCase().includes(wanted))

  useLayoutEffect(() => field.current?.focus(), [])

  function choose(id: BinId): void {
    onChosen()
    openBin(id)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const stops = [field.current, ...(list.current?.querySelectorAll('button') ?? [])]
    const at = stops.findIndex((stop) => stop?.matches(':focus'))
    stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      {all.length > fewBins && (
        <input
          ref={field}
          class="field bin-search"
          type="search"
          aria-label="Find a bin by name or id"
          placeholder="Find a bin…"
          autoComplete="off"
          spellcheck={false}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value
          }}
          onKeyDown={(event) => {
            const [first] = found
            if (event.key === 'Enter' && !event.isComposing && first) choose(first.id)
            else onKeyDown(event)
          }}
        />
      )}
      <ul class="bin-list" ref={list}>
        {found.map((bin) => (
          <li key={bin.id}>
            <button
              type="button"
              class={`bin-choice ${bin.isGone ? 'is-gone' : ''}`}
              aria-current={bin.id === current}
              onClick={() => choose(bin.id)}
              onKeyDown={onKeyDown}
            >
              <span class="bin-name">{nameOf(bin)}</span>
              {bin.name && <span class="bin-id mono muted">{bin.id}</span>}
              <Hint bin={bin} isCurrent={bin.id === current} />
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="menu-title">No bin is called that.</p>}
    </>
  )
}

function Hint({ bin, isCurrent }: { bin: KnownBin; isCurrent: boolean }) {
  const { clock } = useInspector()
  if (bin.isGone) return <span class="chip muted">Gone</span>
  return (
    <>
      {accessOfKey(bin.key) === 'view' && <span class="chip muted">Read only</span>}
      {isCurrent ? (
        <Icon name="check" />
      ) : (
        <span class="bin-opened muted" title="Last opened here">
          {timeAgo(bin.openedAt, clock.now.value)}
        </span>
      )}
    </>
  )
}

export function nameOf({ name, id }: KnownBin): string {
  return name || id
}
