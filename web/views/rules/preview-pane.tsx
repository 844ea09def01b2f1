// What a captured request would be answered by the rules as they are now, by whom, and why not by another.

import { useComputed } from '@preact/signals'
import { useEffect, useId, useMemo } from 'preact/hooks'
import type { RequestSummary } from '../../../server/wire/requests.ts'
import { stepAt } from '../../../server/wire/rules/rules.ts'
import type { ToldAnswer } from '../../../server/wire/told-answers.ts'
import { useInspector } from '../../context.ts'
import { createRulesApi } from '../../rules-api.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { createRulesPreview, type RulesPreview } from '../../state/rules-preview.ts'
import { answeredBy, shownTarget } from '../../text/describe.ts'
import { counted } from '../../text/format-size.ts'
import { endingWords } from '../../text/rules/delays.ts'
import { delayInWords } from '../../text/rules/describe-rule.ts'
import { IconButton } from '../../ui/button.tsx'
import { Candidates } from '../answer/candidates.tsx'
import { SentAnswerView } from '../answer/sent-answer.tsx'

/** Where the focus is wanted to see it. */
export const previewPlace = 'preview'

export function PreviewPane({ rules }: { rules: RulesPage }) {
  const { origin, actions } = useInspector()
  const { session, editor } = rules
  const id = useId()
  const usual = useComputed(() => usualFor(rules))
  const preview = useMemo(() => {
    const api = createRulesApi(origin, session.id, session.key)
    return createRulesPreview({ api, editor, usual, chosen: actions.previewed.peek() })
  }, [session, editor])
  useEffect(() => preview.close, [preview])

  // Its headers and fields are what the filter's field then offers.
  const seq = preview.seq.value
  useEffect(() => {
    if (seq === null) return
    const detail = session.details.get(seq)
    detail.request.want()
    detail.decodedBody.want()
  }, [seq])

  const told = preview.told.value
  return (
    <section class="rules-preview" aria-labelledby={id} data-place={previewPlace}>
      <header>
        <h3 id={id}>Preview</h3>
        <RequestChoice rules={rules} preview={preview} />
      </header>
      {preview.problem.value && <output class="muted">{preview.problem.value}</output>}
      {told && (
        <div class={preview.isStale.value && preview.problem.value ? 'is-stale' : ''}>
          <Told rules={rules} preview={preview} told={told} />
        </div>
      )}
    </section>
  )
}

/** Further back nobody scrolls in a menu. */
const mostOffered = 50

function RequestChoice({ rules, preview }: { rules: RulesPage; preview: RulesPreview }) {
  const rows = rules.session.loaded.value
  const chosen = preview.chosen.value
  const known = rows.find(({ seq }) => seq === chosen)
  const offered = rows.slice(0, mostOffered)
  const listed = known && !offered.includes(known) ? [...offered, known] : offered
  if (rows.length === 0) {
    return <p class="muted">for a plain POST, until there are requests</p>
  }
  return (
    <select
      class="field"
      aria-label="Request to preview the answer for"
      value={chosen === null ? '' : String(chosen)}
      onChange={({ currentTarget: { value } }) => {
        preview.chosen.value = value === '' ? null : Number(value)
        preview.turn.value = null
      }}
    >
      <option value="">{usualName(rules, preview.usual.value)}</option>
      {listed.map((row) => (
        <option key={row.seq} value={String(row.seq)}>
          {optionOf(row)}
        </option>
      ))}
    </select>
  )
}

/** The newest that the open rule may take, as far as its row tells; else the newest of all. */
function usualFor({ session, rule }: RulesPage): RequestSummary | undefined {
  const rows = session.loaded.value
  const { language } = session.filter
  const reading = language.read(rule.value?.when ?? '')
  if (reading?.type !== 'filter' || reading.needsCompiler) return rows[0]
  const predicate = language.engine.peek()?.predicateOf(reading.filter, 0, language.compiler.peek())
  return rows.find((summary) => predicate?.test({ summary }) !== false) ?? rows[0]
}

function usualName({ session }: RulesPage, row: RequestSummary | undefined): string {
  if (!row) return 'the newest request'
  const isNewest = row === session.loaded.value[0]
  return `the newest ${isNewest ? 'request' : 'for this rule'}: ${optionOf(row)}`
}

function optionOf(row: RequestSummary): string {
  const event = [row.provider?.label, row.provider?.event].filter(Boolean).join(' ')
  return `#${row.seq} ${row.method} ${shownTarget(row)}${event && ` · ${event}`}`
}

interface ToldProps {
  readonly rules: RulesPage
  readonly preview: RulesPreview
  readonly told: ToldAnswer
}

function Told({ rules, preview, told }: ToldProps) {
  const { actions } = useInspector()
  const { answer, sent, candidates, untold } = told
  if (!answer) return <p>{untold}</p>
  const { missing = [], delayMs, end } = answer
  const late = delayInWords(delayMs)
  const opened = rules.rule.value?.id
  const passedOver = candidates.find(
    ({ id, outcome }) => id === opened && id !== undefined && outcome !== 'answered',
  )
  return (
    <>
      <p class="preview-who">
        Answered by {answeredBy(answer)}
        {late && `, after ${late}`}.
      </p>
      {passedOver && (
        <p class="preview-not">
          <b>Not by this rule:</b> {passedOver.why}
        </p>
      )}
      <TurnChoice rules={rules} preview={preview} told={told} />
      {end && <p class="preview-end warn">{endingWords[end].what}</p>}
      {missing.length > 0 && (
        <p class="preview-missing">
          <b>Not in this request:</b>{' '}
          {missing.map((name, index) => (
            <>
              {index > 0 && ', '}
              <code key={name}>{`{{${name}}}`}</code>
            </>
          ))}
          . {counted(missing.length, 'value')} left empty.
        </p>
      )}
      {answer.note && <p class="bad">{answer.note}</p>}
      {sent && end !== 'hang' && end !== 'reset' && (
        <>
          <p class="preview-status">
            <code>
              HTTP/1.1 <b>{sent.status}</b> {sent.reason}
            </code>
          </p>
          <SentAnswerView sent={sent} />
        </>
      )}
      {!sent && untold && <p class="muted">{untold}</p>}
      <h4>Who is asked</h4>
      <Candidates candidates={candidates} onOpen={(id) => actions.openRules(id)} />
    </>
  )
}

/** Which turn of the rule that answers it is: each may have a response of its own. */
function TurnChoice({ rules, preview, told: { answer } }: ToldProps) {
  const by = answer?.rule
  const rule = rules.editor.draft.value?.rules.find(({ id }) => id === by?.id)
  if (!by || !rule || rule.steps.length < 2) return null
  const step = stepAt({ then: rule.steps, loop: rule.loop }, by.turn) + 1
  const isNext = preview.turn.value === null
  return (
    <p class="preview-turn">
      <IconButton
        icon="back"
        label="The turn before"
        disabled={by.turn === 1}
        onClick={() => {
          preview.turn.value = by.turn - 1
        }}
      />
      <span>
        Turn {by.turn}: response {step} of {rule.steps.length}
        {isNext && <span class="muted"> · its next</span>}
      </span>
      <IconButton
        icon="back"
        class="is-turned"
        label="The turn after"
        onClick={() => {
          preview.turn.value = by.turn + 1
        }}
      />
    </p>
  )
}
