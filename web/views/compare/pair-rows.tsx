// A comparison of names and values: headers, a query, the fields of a form.

import { useSignal } from '@preact/signals'
import { inlineRuns, type Run } from '../../text/compare/inline.ts'
import type { NamedValue, PairRow } from '../../text/compare/pairs.ts'
import { isSecretHeader } from '../../text/credentials.ts'
import { Secret } from '../secret.tsx'
import { useComparing } from './context.ts'
import { DiffRow } from './diff-row.tsx'
import { Fold } from './fold.tsx'
import { MarkedLine, plainRun } from './marked-line.tsx'

export interface PairRowsProps {
  readonly rows: readonly PairRow[]
  readonly name: string
  readonly noun: string
  /** Whether the order says something. */
  readonly isOrdered: boolean
}

export function PairRows({ rows, name, noun, isOrdered }: PairRowsProps) {
  const { showsWhole } = useComparing()
  const open = useSignal<ReadonlySet<number>>(new Set())
  const isPlain = ({ difference, isMoved }: PairRow) => !difference && !(isMoved && isOrdered)
  const groups = groupEqual(rows, isPlain)
  return (
    <section class="diff-rows is-pairs" aria-label={name}>
      {groups.map((group, index) => {
        const [first] = group
        const isShown = showsWhole.value || open.value.has(index) || group.length === 1
        const isFolded = first && isPlain(first) && !isShown
        if (isFolded) {
          const onOpen = () => {
            open.value = new Set([...open.value, index])
          }
          return <Fold key={`fold ${index}`} count={group.length} noun={noun} onOpen={onOpen} />
        }
        return group.map((row, at) => (
          <PairLine
            key={`${index} ${at}`}
            row={row}
            isOrdered={isOrdered}
            isHeader={noun.endsWith('header')}
          />
        ))
      })}
    </section>
  )
}

/** Equal rows that follow each other stand together, each other row alone. */
function groupEqual(rows: readonly PairRow[], isPlain: (row: PairRow) => boolean): PairRow[][] {
  const groups: PairRow[][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (isPlain(row) && last?.[0] && isPlain(last[0])) last.push(row)
    else groups.push([row])
  }
  return groups
}

interface PairLineProps {
  readonly row: PairRow
  readonly isOrdered: boolean
  readonly isHeader: boolean
}

function PairLine({ row, isOrdered, isHeader }: PairLineProps) {
  const { left, right, difference, isMoved } = row
  const isBoth = left !== undefined && right !== undefined
  const names = isBoth ? inlineNames(left.name, right.name) : undefined
  const values = isBoth ? inlineValues(left, right) : undefined
  return (
    <DiffRow
      difference={difference}
      isMoved={isMoved && isOrdered}
      left={
        left && <Named pair={left} isHeader={isHeader} name={names?.left} value={values?.left} />
      }
      right={
        right && (
          <Named pair={right} isHeader={isHeader} name={names?.right} value={values?.right} />
        )
      }
    />
  )
}

function inlineNames(left: string, right: string) {
  if (left === right) return undefined
  return { left: [{ text: left, isChanged: true }], right: [{ text: right, isChanged: true }] }
}

function inlineValues(left: NamedValue, right: NamedValue) {
  if (left.value === right.value) return undefined
  return inlineRuns(left.value ?? '', right.value ?? '')
}

interface NamedProps {
  readonly pair: NamedValue
  /** Its value may be a secret. */
  readonly isHeader: boolean
  readonly name: readonly Run[] | undefined
  readonly value: readonly Run[] | undefined
}

function Named({ pair, isHeader, name, value }: NamedProps) {
  return (
    <>
      <span class="diff-name">
        <MarkedLine runs={name ?? plainRun(pair.name)} isJson={false} />
      </span>
      <span class="diff-value">
        {pair.value === null ? (
          <span class="muted">no value</span>
        ) : isHeader && isSecretHeader(pair.name) ? (
          <Secret name={pair.name} value={pair.value} />
        ) : (
          <MarkedLine runs={value ?? plainRun(pair.value)} isJson={false} />
        )}
      </span>
    </>
  )
}
