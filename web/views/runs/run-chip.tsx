// In the top bar while a run is under way: how far it is, and the way back to it. Says so when one ends unseen.

import '../../styles/runs-part.css'
import { useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { doneOf } from '../../../server/wire/runs.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { countTexts } from '../../text/describe-run.ts'
import { Icon } from '../../ui/icons.tsx'

export function RunChip({ session }: { session: BinSession }) {
  const { actions, dialog, toasts } = useInspector()
  const { runs } = session
  const underWay = useRef<ReadonlySet<string>>(new Set())

  // Runs that were begun before this page was opened, and what was missed while away.
  useEffect(() => {
    const load = () => runs.load().catch(() => {})
    load()
    return session.watch({ captured() {}, removed() {}, changed() {}, missed: load })
  }, [session])

  useSignalEffect(() => {
    const ids = new Set(runs.running.value.map(({ id }) => id))
    const ended = [...underWay.current].filter((id) => !ids.has(id))
    underWay.current = ids
    const isOpen = dialog.peek() === 'runs'
    for (const id of ended) {
      const run = runs.find(id)
      if (!run || (isOpen && runs.shown.peek() === id)) continue
      const counts = countTexts(run).map(({ text }) => text)
      const text = [`Replay ${run.state}`, ...counts].join(' · ')
      toasts.info(text, { label: 'Show', run: () => actions.showRuns(id) }, 10_000)
    }
  })

  const [run, ...others] = runs.running.value
  if (!run) return null
  const done = doneOf(run)
  const text = `${done.toLocaleString('en')} of ${run.total.toLocaleString('en')}`
  return (
    <button
      type="button"
      class="run-chip"
      aria-label={`Replay under way, ${text}. Show it`}
      onClick={() => actions.showRuns(others.length > 0 ? undefined : run.id)}
    >
      <Icon name="replay" />
      <span class="run-chip-text">{text}</span>
      <progress aria-hidden="true" max={Math.max(1, run.total)} value={done} />
      {others.length > 0 && <span>+{others.length}</span>}
    </button>
  )
}
