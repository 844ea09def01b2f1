// The headers of a response, line by line, in the order they are sent in; a name may stand there twice.

import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { HeaderPair } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import { moved } from '../../text/rules/rule-draft.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { MoveHandle } from '../../ui/move-handle.tsx'
import { Flaw } from './flaw.tsx'
import type { StepPartProps } from './step-form.tsx'

const quick: readonly HeaderPair[] = [
  ['Content-Type', 'application/json'],
  ['Retry-After', '10'],
  ['Location', ''],
]

export function HeadersPart({ rules, place, step, onChange }: StepPartProps) {
  const { canChange } = useInspector()
  const id = useId()
  const list = useRef<HTMLOListElement>(null)
  const added = useRef(false)
  /** Lines go by their number: the handle that has the focus is another one once its line has moved. */
  const movedTo = useRef<number | undefined>(undefined)
  const { headers = [] } = step
  const has = (wanted: string) =>
    headers.some(([name]) => name.toLowerCase() === wanted.toLowerCase())

  // Before the next key: into the name, or into the value where the name is given.
  useLayoutEffect(() => {
    if (!added.current) return
    added.current = false
    const [name, value] = list.current?.lastElementChild?.querySelectorAll('input') ?? []
    if (name?.value === '') name.focus()
    else value?.select()
  }, [headers.length])

  useLayoutEffect(() => {
    if (movedTo.current === undefined) return
    const line = list.current?.children[movedTo.current]
    movedTo.current = undefined
    line?.querySelector<HTMLElement>('.move-handle')?.focus()
  }, [headers])

  function put(next: readonly HeaderPair[]) {
    onChange({ headers: next.length > 0 ? next : undefined })
  }

  function add(pair: HeaderPair) {
    added.current = true
    put([...headers, pair])
  }

  function move(index: number, by: number) {
    const to = index + by
    movedTo.current = to
    put(moved(headers, index, to))
    const name = headers[index]?.[0] || 'The header'
    rules.said.value = `${name} moved to ${to + 1} of ${headers.length}`
  }

  if (headers.length === 0 && !canChange.value) return null
  return (
    <div class="response-headers">
      {headers.length > 0 && (
        <ol aria-label="Headers" ref={list}>
          {headers.map(([name, value], index) => (
            <Line
              key={index}
              part={{ rules, place: `${place}/headers/${index}`, canChange: canChange.value }}
              number={index + 1}
              isAlone={headers.length === 1}
              pair={[name, value]}
              onChange={(pair) => put(headers.with(index, pair))}
              onMove={(by) => move(index, by)}
              onRemove={() => {
                put(headers.toSpliced(index, 1))
                rules.said.value = `${name || 'The header'} removed`
              }}
            />
          ))}
        </ol>
      )}
      <Flaw rules={rules} place={`${place}/headers`} id={`${id}-flaw`} />
      {canChange.value && (
        <p class="rule-adders">
          <Button icon="plus" onClick={() => add(['', ''])}>
            Header
          </Button>
          {quick
            .filter(([name]) => !has(name))
            .map((pair) => (
              <Button key={pair[0]} icon="plus" onClick={() => add(pair)}>
                {pair[0]}
              </Button>
            ))}
        </p>
      )}
    </div>
  )
}

interface LineProps {
  readonly part: Pick<StepPartProps, 'rules' | 'place'> & { readonly canChange: boolean }
  readonly number: number
  readonly isAlone: boolean
  readonly pair: HeaderPair
  readonly onChange: (pair: HeaderPair) => void
  readonly onMove: (by: number) => void
  readonly onRemove: () => void
}

function Line({ part, number, isAlone, pair: [name, value], ...on }: LineProps) {
  const { rules, place, canChange } = part
  const { onChange, onMove, onRemove } = on
  const id = useId()
  const line = useRef<HTMLLIElement>(null)
  const said = name || `header ${number}`
  const isWrong = rules.editor.flaws.value.has(place)
  const field = {
    class: 'field mono',
    type: 'text',
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellcheck: false,
    readOnly: !canChange,
    'aria-invalid': isWrong,
    'aria-describedby': id,
  } as const
  return (
    <li ref={line}>
      {canChange && !isAlone && (
        <MoveHandle name={said} number={number} line={line} onMove={onMove} />
      )}
      <input
        {...field}
        placeholder="Name"
        aria-label={`Name of header ${number}`}
        data-place={place}
        value={name}
        onInput={({ currentTarget }) => onChange([currentTarget.value, value])}
      />
      <input
        {...field}
        placeholder="Value"
        aria-label={`Value of ${said}`}
        value={value}
        onInput={({ currentTarget }) => onChange([name, currentTarget.value])}
      />
      {canChange && <IconButton icon="close" label={`Remove ${said}`} onClick={onRemove} />}
      <Flaw rules={rules} place={place} id={id} />
    </li>
  )
}
