// The terms of the filter as chips, while nobody types: each can be removed, or edited where one clicks.

import '../styles/filter-chips-part.css'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { verdicts } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import type { Reading } from '../state/filter-engine.ts'
import type { FilterLanguage } from '../state/filter-language.ts'
import { type ChipText, verdictChips } from '../text/describe.ts'
import { spanText } from '../text/describe-span.ts'
import { Icon } from '../ui/icons.tsx'

export interface FilterChipsProps {
  readonly text: string
  readonly reading: Reading
  readonly engine: NonNullable<ReturnType<FilterLanguage['engine']['peek']>>
  /** To the field, with these characters selected. */
  readonly onEdit: (from: number, to: number) => void
  readonly onRemove: (text: string) => void
}

interface Chip {
  readonly kind: 'term' | 'not' | 'group' | 'or' | 'wrong'
  readonly from: number
  readonly to: number
  /** What stands on it, where that is not the very text. */
  readonly label?: string | undefined
  /** The looks of the verdicts it asks for. */
  readonly verdicts?: readonly ChipText[]
}

export function FilterChips({ text, reading, engine, onEdit, onRemove }: FilterChipsProps) {
  const { clock } = useInspector()
  const box = useRef<HTMLFieldSetElement>(null)
  const active = useSignal(0)
  const wantsFocus = useRef(false)
  const chips = chipsOf(text, reading, (from, to) => {
    const parsed = engine.read(text.slice(from, to), undefined).parsed
    if (engine.movesOn(parsed)) return undefined
    const span = engine.arrivalSpan(parsed, clock.read())
    return span && `at ${spanText(span, clock.read())}`
  })
  const stops = chips.flatMap((chip, index) => (chip.kind === 'or' ? [] : [index]))
  const current = stops.includes(active.value) ? active.value : stops.at(-1)

  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    box.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  })

  function remove(index: number): void {
    wantsFocus.current = true
    onRemove(engine.withoutPiece(text, reading.parsed, index))
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || current === undefined) return
    const place = stops.indexOf(current)
    const next = {
      ArrowLeft: stops[place - 1],
      ArrowRight: stops[place + 1],
      Home: stops[0],
      End: stops.at(-1),
    }[event.key]
    if (next !== undefined) {
      active.value = next
      wantsFocus.current = true
    } else if (event.key === 'Delete' || event.key === 'Backspace') remove(current)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <fieldset class="filter-chips" aria-label="Terms of the filter" ref={box} onKeyDown={onKeyDown}>
      {chips.map(({ kind, from, to, label, verdicts: asked = [] }, index) => {
        const typed = text.slice(from, to)
        if (kind === 'or') return <span class="filter-or">OR</span>
        return (
          <span
            key={`${index} ${typed}`}
            class={`filter-chip is-${kind} ${asked.length === 1 ? asked[0]?.tone : ''}`}
          >
            <button
              type="button"
              tabIndex={index === current ? 0 : -1}
              aria-label={`Edit ${typed}${kind === 'wrong' ? ', which is wrong' : ''}`}
              aria-keyshortcuts="Delete"
              title={label ? typed : undefined}
              onFocus={() => {
                active.value = index
              }}
              onClick={(event) => {
                const at = label === undefined ? clickedOffset(event) : undefined
                if (event.detail === 0 || at === undefined) onEdit(from, to)
                else onEdit(from + at, from + at)
              }}
            >
              {kind === 'wrong' && <Icon name="warning" />}
              {asked.map(({ icon }) => (
                <Icon key={icon} name={icon} />
              ))}
              <span>{label ?? typed}</span>
            </button>
            <button
              type="button"
              class="filter-chip-remove"
              tabIndex={-1}
              aria-label={`Remove ${typed}`}
              title="Remove"
              onClick={() => remove(index)}
            >
              <Icon name="close" />
            </button>
          </span>
        )
      })}
    </fieldset>
  )
}

function chipsOf(
  text: string,
  reading: Reading,
  timeLabel: (from: number, to: number) => string | undefined,
): readonly Chip[] {
  const { pieces } = reading.parsed
  const chips = pieces.map((piece): Chip => {
    const { from, to } = piece
    if (piece.type === 'or') return { kind: 'or', from, to }
    const { term } = piece
    const isTime = term.type === 'field' && term.key.type === 'at'
    const kind = term.type === 'not' ? 'not' : text[from] === '(' ? 'group' : 'term'
    const label = isTime ? timeLabel(from, to) : undefined
    return { kind, from, to, label, verdicts: verdictsIn(text.slice(from, to)) }
  })
  if (reading.type !== 'wrong') return chips
  const rest = text.slice(pieces.at(-1)?.to ?? 0)
  const from = text.length - rest.trimStart().length
  return rest.trim() === '' ? chips : [...chips, { kind: 'wrong', from, to: text.trimEnd().length }]
}

/** Of `sig:valid`, `-sig:mismatch,stale` and their like: those that are named. */
function verdictsIn(term: string): readonly ChipText[] {
  const [, values = ''] = /^-?sig:(.*)$/i.exec(term) ?? []
  const named = values.toLowerCase().split(',')
  return verdicts
    .filter((verdict) => named.includes(verdict))
    .map((verdict) => verdictChips[verdict])
}

/** Before which character of its text a button was clicked; undefined where the browser does not say. */
function clickedOffset({ clientX, clientY, currentTarget }: MouseEvent): number | undefined {
  const position = document.caretPositionFromPoint?.(clientX, clientY)
  if (position?.offsetNode.nodeType !== Node.TEXT_NODE) return undefined
  const isInside = currentTarget instanceof Node && currentTarget.contains(position.offsetNode)
  return isInside ? position.offset : undefined
}
