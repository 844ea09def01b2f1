// JSON laid out over lines: folds, a search, and the path of the line one is at.

import { useSignal } from '@preact/signals'
import { useCallback } from 'preact/hooks'
import type { JsonReading } from '../state/json-reading.ts'
import { opens } from '../text/json-layout.ts'
import { Icon } from '../ui/icons.tsx'
import { Lines } from '../ui/lines.tsx'
import { FindBar } from './find-bar.tsx'
import { FoldMenu } from './fold-menu.tsx'
import { JsonLine } from './json-line.tsx'
import { Progress } from './progress.tsx'
import { useReading } from './use-reading.ts'
import { ValueFoot } from './value-foot.tsx'
import type { ViewerProps } from './viewer.ts'

export function JsonBody({ content, isPart, isRequest = false }: ViewerProps) {
  const { isWhole } = content
  const reading = useReading(content.text ?? '', 'json', { isPart, isWhole })
  const json = reading.json.value
  const isExplained = useSignal(false)
  const explain = useCallback(
    (row: number) => {
      reading.moveToRow(row)
      isExplained.value = true
    },
    [reading],
  )
  return (
    <div class="code">
      {!isPart && (
        <div class="code-tools">
          <FindBar find={reading.find} />
          <span class="spring" />
          <Progress done={isWhole ? reading.done.value : 1} />
          <FoldMenu reading={reading} />
        </div>
      )}
      {json.layout.count > 0 && (
        <JsonLines
          reading={reading}
          name="Body as JSON"
          isStill={isPart}
          onExplain={isPart ? undefined : explain}
        />
      )}
      {!isPart && json.layout.count > 0 && (
        <ValueFoot
          json={json}
          line={reading.line.value}
          isRequest={isRequest}
          isExplained={isExplained}
        />
      )}
    </div>
  )
}

/** JSON that is a part of something else: to be read only. */
export function JsonText({ text, name }: { text: string; name: string }) {
  const reading = useReading(text, 'json', { isPart: true })
  return <JsonLines reading={reading} name={name} isStill />
}

interface JsonLinesProps {
  readonly reading: JsonReading
  readonly name: string
  /** Without a line one is at. */
  readonly isStill?: boolean | undefined
  /** Told the row of a token to be explained. */
  readonly onExplain?: ((row: number) => void) | undefined
}

function JsonLines({ reading, name, isStill = false, onExplain }: JsonLinesProps) {
  const { folds, find } = reading
  const json = reading.json.value
  const count = folds.count.value
  const matches = find.matches.value
  const index = find.index.value

  const line = useCallback(
    (row: number) => {
      const at = folds.lineAt(row)
      return (
        <JsonLine
          json={json}
          line={at}
          marks={{ matches, index }}
          isFolded={folds.isFolded(at)}
          onUnfold={() => reading.toggle(at)}
          onExplain={onExplain && (() => onExplain(row))}
        />
      )
    },
    [json, matches, index, folds.version.value, onExplain],
  )
  const margin = useCallback(
    (row: number) => {
      const at = folds.lineAt(row)
      if (!opens(json.layout, at)) return null
      const isFolded = folds.isFolded(at)
      return (
        <button
          type="button"
          class="fold"
          // The lines have the keys: thousands of these would be thousands of steps.
          tabIndex={-1}
          aria-expanded={!isFolded}
          aria-label={`${isFolded ? 'Open' : 'Fold'} line ${at + 1}`}
          onClick={() => reading.toggle(at)}
        >
          <Icon name="chevron" />
        </button>
      )
    },
    [json, folds.version.value],
  )
  const label = useCallback((row: number) => String(folds.lineAt(row) + 1), [folds.version.value])

  function onKeyDown(event: KeyboardEvent) {
    const at = reading.line.value
    const isFolded = folds.isFolded(at)
    const canOpen = event.key === 'ArrowRight' && isFolded
    const canFold = event.key === 'ArrowLeft' && !isFolded
    if (!canOpen && !canFold && event.key !== 'Enter') return
    event.preventDefault()
    reading.toggle(at)
  }

  return (
    <Lines
      name={name}
      count={count}
      isGrowing={reading.done.value < 1}
      line={line}
      label={label}
      margin={margin}
      {...(!isStill && {
        current: { row: folds.rowOf(reading.line.value), onMove: reading.moveToRow },
      })}
      reveal={reading.reveal.value}
      onKeyDown={onKeyDown}
    />
  )
}
