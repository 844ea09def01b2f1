// A sender's behaviour in a sentence, and what is to be kept in mind of it.

import { gap } from '../../durations.ts'
import type { Backoff } from './backoff.ts'
import type {
  DocumentedReport,
  RedirectReport,
  RetryAfterReport,
  SenderReport,
} from './retry-report.ts'
import type { SenderNumbers } from './sender.ts'

/** «Tries 4 times: after 1 s, 2 s, 4 s; exponential (×2), jitter ±10 %; honours Retry-After; waits 30 s for an answer.» */
export function summaryOf(sender: Omit<SenderReport, 'summary' | 'remarks'>): string {
  const { backoff, retryAfter, redirects, timeout, documented, duplicates, provider } = sender
  const tries = triesText(sender)
  const parts = [
    backoff ? `${tries}: ${timesText(backoff)}` : tries,
    backoff && !(backoff.shape === 'irregular' && isAsDocumented(documented)) && shapeText(backoff),
    retryAfter && honourText(retryAfter, backoff !== null),
    redirects && followText(redirects),
    documented && documentedText(documented, provider?.label ?? 'its sender'),
    timeout && `waits ${gap(timeout.medianMs)} for an answer`,
    duplicates > 0 && `came ${counted(duplicates, 'time')} again after a success`,
  ]
  return `${parts.filter(Boolean).join('; ')}.`
}

export function remarksOn(sender: Omit<SenderNumbers, 'changesAt'>): readonly string[] {
  const { events, backoff, retryAfter, timeout, outcomes, provider, documented } = sender
  const { addresses, likeSucceeded, redirects } = sender
  const refused = events.flatMap(({ attempts }) =>
    attempts.filter(({ by }) => by === 'hooklens'),
  ).length
  const single = events.length === 1 && 'Only one event was seen: others may be tried otherwise.'
  return [
    single,
    events.length === 2 && 'Only two events were seen.',
    backoff?.shape === 'single' &&
      'Only one gap was seen, which has no shape yet: let it fail at least three times.',
    backoff?.shape === 'growing' &&
      'Two gaps may grow by a step or by a factor: let it fail once more to tell.',
    backoff?.shape === 'irregular' &&
      !isAsDocumented(documented) &&
      'The gaps follow no simple rule; they may be a list of times, or all chance.',
    backoff?.isFromStart &&
      'Its gaps are even when counted from the start of an attempt, not from its answer.',
    retryAfter?.honours === 'longer' &&
      'It always waits longer than Retry-After asks: whether it reads it cannot be told.',
    retryAfter?.honours === 'yes' &&
      backoff === null &&
      'Every gap was as long as Retry-After asked: what it does without was not seen.',
    (retryAfter?.unknown ?? 0) > 0 &&
      `What Retry-After asked for is not known of ${counted(retryAfter?.unknown ?? 0, 'answer')}.`,
    timeout &&
      timeout.mostMs - timeout.leastMs > Math.max(500, timeout.medianMs * 0.2) &&
      `How long it waits for an answer differs: from ${gap(timeout.leastMs)} to ${gap(timeout.mostMs)}.`,
    likeSucceeded > 0 &&
      `${counted(likeSucceeded, 'event')} had the body of one that had succeeded: without an id it cannot be told whether they are the same.`,
    ...gapRemarks(sender),
    ...redirectRemarks(redirects),
    refused > 0 &&
      `${counted(refused, 'answer')} of 503 came from Hooklens itself, as too many connections were held: turns of the rule were taken all the same.`,
    events.some(({ knownBy }) => knownBy === 'body') &&
      'Its requests carry no id, so attempts at one event are told by method, path and body.',
    provider === null &&
      addresses > 1 &&
      `Requests of ${addresses} addresses are taken for one sender, as Hooklens knows none of them.`,
    outcomes.open > 0 && `${counted(outcomes.open, 'event')} may be tried again still.`,
  ].filter((remark) => typeof remark === 'string')
}

/** What gaps are counted from, where that makes a difference. */
function gapRemarks({ gaps, events }: Pick<SenderReport, 'gaps' | 'events'>): readonly string[] {
  const fromStart = gaps.reduce((sum, spread) => sum + spread.fromStart, 0)
  if (fromStart > 0) {
    return [
      `${counted(fromStart, 'gap')} ${fromStart === 1 ? 'is' : 'are'} counted from the start of the attempt before, as it is not known when its answer was over; all others from the end of the answer.`,
    ]
  }
  const isSlow = events.some(({ attempts }) =>
    attempts.some(
      ({ gapMs, pauseMs }) => gapMs !== null && pauseMs !== null && gapMs - pauseMs > 500,
    ),
  )
  return isSlow ? ['Gaps are counted from the end of the answer before.'] : []
}

function triesText({
  givesUp,
  mostAttempts,
  outcomes,
  events,
  reactions,
}: SenderNumbersSeen): string {
  if (givesUp) {
    const { leastAttempts, mostAttempts: most } = givesUp
    if (most === 1) return 'Does not try again'
    return leastAttempts === most
      ? `Tries ${counted(most, 'time')}`
      : `Tries ${leastAttempts} to ${most} times`
  }
  if (mostAttempts > 1) {
    const isDone = outcomes.open === 0 && outcomes.stopped === 0
    return isDone
      ? `Succeeded at ${attemptsText(events.map(({ outcome }) => outcome.attempts))}`
      : `Has tried up to ${counted(mostAttempts, 'time')}`
  }
  if (outcomes.open > 0) return 'Has not tried again so far'
  const [first] = reactions
  if (outcomes.stopped > 0) return `Has not tried again after ${first?.answer ?? 'such an answer'}`
  return 'Succeeded at the first attempt: there was nothing to try again'
}

type SenderNumbersSeen = Pick<
  SenderReport,
  'givesUp' | 'mostAttempts' | 'outcomes' | 'events' | 'reactions'
>

function attemptsText(counts: readonly number[]): string {
  const least = counts.reduce((kept, count) => Math.min(kept, count), counts[0] ?? 0)
  const most = counts.reduce((kept, count) => Math.max(kept, count), 0)
  return least === most ? `attempt ${most}` : `attempts ${least} to ${most}`
}

/** More would drown the rest of the sentence. */
const mostNamed = 6

/** `after 1 s, 2 s, 4 s`. */
function timesText({ shape, curve }: Backoff): string {
  if (shape === 'at-once') return 'at once'
  const named = curve.map(({ ms }, index) => (index === 0 && ms < 100 ? 'at once' : spoken(ms)))
  const [first = '', ...rest] = named
  if (rest.length > 0 && rest.every((one) => one === first)) return `every ${first}`
  const shown =
    named.length > mostNamed ? [...named.slice(0, mostNamed - 1), '…', named.at(-1)] : named
  const text = shown.join(', ').replace(', …,', ', …')
  return named[0] === 'at once' ? text : `after ${text}`
}

/** `exponential (×2) up to 30 s, jitter ±10 %`. */
export function shapeText({
  shape,
  factor = 1,
  stepMs = 0,
  capMs,
  jitter,
  isFirstAtOnce,
}: Backoff): string {
  const growth = {
    'at-once': undefined,
    fixed: 'fixed',
    linear: `linear (+${spoken(stepMs)})`,
    exponential: `exponential (×${Number(factor.toFixed(factor < 3 ? 1 : 0))})`,
    growing: `growing (×${Number(factor.toFixed(1))})`,
    irregular: 'irregular',
    single: undefined,
  }[shape]
  const cap = capMs === undefined ? '' : ` up to ${spoken(capMs)}`
  return [
    growth && `${growth}${cap}${isFirstAtOnce ? ' from the second on' : ''}`,
    jitterText(jitter),
  ]
    .filter(Boolean)
    .join(', ')
}

/** Undefined where there are too few gaps to say. */
export function jitterText(jitter: number | null): string | undefined {
  if (jitter === null) return undefined
  return jitter === 0 ? 'no jitter seen' : `jitter ±${Math.max(1, Math.round(jitter * 100))} %`
}

function honourText({ honours, honoured, followed }: RetryAfterReport, hasOwn: boolean): string {
  switch (honours) {
    case 'yes':
      return hasOwn ? 'honours Retry-After' : 'waits as long as Retry-After asks'
    case 'no':
      return 'ignores Retry-After'
    case 'partly':
      return `honours Retry-After ${honoured} of ${followed} times`
    case 'longer':
      return 'never comes before Retry-After'
    case 'untold':
      return ''
  }
}

/** Nothing where nothing could be seen. */
function followText({ followed, notFollowed }: RedirectReport): string | undefined {
  if (followed > 0 && notFollowed > 0) {
    return `follows redirects ${followed} of ${followed + notFollowed} times`
  }
  if (followed > 0) return 'follows redirects'
  return notFollowed > 0 ? 'has not followed redirects' : undefined
}

function redirectRemarks(redirects: RedirectReport | null): readonly string[] {
  const { followed = 0, elsewhere = 0, untold = 0 } = redirects ?? {}
  return [
    ...(followed > 0
      ? [
          `${counted(followed, 'request')} that followed a redirect ${followed === 1 ? 'is not counted as an attempt' : 'are not counted as attempts'}.`,
        ]
      : []),
    ...(elsewhere > 0
      ? ['Whether redirects out of the bin are followed cannot be seen from here.']
      : []),
    ...(untold > 0
      ? [
          `Of ${counted(untold, 'redirect')} it cannot be told whether it was followed: it leads to where the request came already, so that a retry looks the same, or nobody knows where.`,
        ]
      : []),
  ]
}

function isAsDocumented(documented: DocumentedReport | null): boolean {
  const { fits = 0, early = 0, late = 0, beyond = 0 } = documented?.verdicts ?? {}
  return fits > 0 && early + late + beyond === 0
}

function documentedText({ verdicts }: DocumentedReport, label: string): string {
  const { fits = 0, early = 0, late = 0, beyond = 0 } = verdicts
  if (early + late > 0) {
    const how = late === 0 ? 'faster than' : early === 0 ? 'slower than' : 'other than'
    return `${how} ${label} documents (${early + late} of ${early + late + fits} gaps)`
  }
  if (beyond > 0) return `more often than ${label} documents`
  return fits > 0 ? `as ${label} documents` : ''
}

/** Gaps straying by some milliseconds are round numbers as a rule. */
function spoken(ms: number): string {
  if (ms < 1000) return gap(Math.round(ms / 5) * 5)
  return gap(ms)
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
