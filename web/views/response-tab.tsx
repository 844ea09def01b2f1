// What the sender was answered and how, by whom, and why not by another.

import { useEffect, useMemo } from 'preact/hooks'
import { howAnswered } from '../../server/wire/answer-words.ts'
import { duration } from '../../server/wire/durations.ts'
import type { AnswerRecord, RequestSummary } from '../../server/wire/requests.ts'
import { subjectOf } from '../../server/wire/rules/report/subject.ts'
import type { ToldAnswer } from '../../server/wire/told-answers.ts'
import { createAnswersApi } from '../answers-api.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { createLoader, type Loader } from '../state/load.ts'
import { answeredBy, answerTone, shownStatus, statusText } from '../text/describe.ts'
import { Button } from '../ui/button.tsx'
import { Loaded } from '../ui/loading.tsx'
import { Candidates } from './answer/candidates.tsx'
import { SentAnswerView } from './answer/sent-answer.tsx'
import type { TabProps } from './detail-pane.tsx'

export function ResponseTab({ session, request }: TabProps) {
  const loader = useAnswer(session, request)
  const { response, state } = request
  if (!response) {
    return (
      <p class="nothing">
        {state === 'aborted'
          ? 'The sender had hung up: nobody was left to answer.'
          : 'No answer was sent.'}
      </p>
    )
  }
  return (
    <div class="overview answer">
      <Loaded loader={loader}>{(told) => <Told told={told} response={response} />}</Loaded>
    </div>
  )
}

/** Anew when more is known of it: a relay has answered, the sender gave up. */
function useAnswer({ id, key }: BinSession, { seq, response }: RequestSummary): Loader<ToldAnswer> {
  const { origin } = useInspector()
  const known = JSON.stringify(response)
  const made = useMemo(() => {
    const abort = new AbortController()
    const api = createAnswersApi(origin, id, key)
    return { abort, loader: createLoader((signal) => api.get(seq, signal), abort.signal) }
  }, [origin, id, key, seq, known])
  useEffect(() => () => made.abort.abort(), [made])
  return made.loader
}

interface ToldProps {
  readonly told: ToldAnswer
  readonly response: AnswerRecord
}

function Told({ told, response }: ToldProps) {
  const { sent, untold, candidates, delivery } = told
  const { actions, canChange, selected } = useInspector()
  const answering = candidates.find(({ outcome }) => outcome === 'answered')
  const measures = sent ? { bytes: sent.body.size, sentBytes: sent.body.sent } : undefined
  const how = howAnswered(response, measures)
  const { missing = [] } = response
  const reported = subjectOf(response)
  return (
    <>
      <p class="story">
        <span class={`big-status ${answerTone(response)}`}>
          {sent ? statusText(sent.status, sent.reason) : shownStatus(response)}
        </span>
        <span>
          by {answering?.type === 'preflight' ? 'CORS preflight' : answeredBy(response)}
          <span class="muted"> · decided in {duration(response.ms)}</span>
        </span>
      </p>
      {how.length > 0 && (
        <ul class="answer-how" aria-label="How it went out">
          {how.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {missing.length > 0 && (
        <p class="answer-missing">
          Its template asks for what the request does not have:{' '}
          {missing.map((name, index) => (
            <>
              {index > 0 && ', '}
              <code>{name}</code>
            </>
          ))}
          .
        </p>
      )}
      <h3>What was sent</h3>
      {sent ? (
        <SentAnswerView sent={sent} />
      ) : (
        <p>
          {untold}{' '}
          {delivery !== undefined && (
            <Button kind="plain" class="in-text" onClick={() => actions.showTab('deliveries')}>
              Show deliveries
            </Button>
          )}
        </p>
      )}
      <h3>Who answered, and why not the others</h3>
      {rulesNotes[told.rules] && <p class="muted">{rulesNotes[told.rules]}</p>}
      <Candidates
        candidates={candidates}
        onOpen={canChange.value ? actions.openRules : undefined}
      />
      {(reported !== undefined || canChange.value) && (
        <p class="answer-tools">
          {reported !== undefined && (
            <Button icon="replay" onClick={() => actions.openReport(reported)}>
              How senders tried again
            </Button>
          )}
          {canChange.value && (
            <Button icon="swap" onClick={() => selected.value && actions.makeRule(selected.value)}>
              Make a rule for requests like this…
            </Button>
          )}
        </p>
      )}
    </>
  )
}

const rulesNotes: Readonly<Record<ToldAnswer['rules'], string | undefined>> = {
  current: undefined,
  changed: 'By the rules as they were then; they have been changed since.',
  'not-kept':
    'Only the newest versions of the rules are kept, and the one of then is not: what is recorded is told.',
}
