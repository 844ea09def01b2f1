// The attempts at one event in a sentence: how many, over how long, and whether that is how their sender retries (P4).

import { gap } from '../../server/wire/durations.ts'
import {
  type Gap,
  type GapVerdict,
  type JudgedGaps,
  judgeGaps,
} from '../../server/wire/judge-gaps.ts'
import type { RetrySchedule } from '../../server/wire/providers.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { Tone } from './describe.ts'
import { counted } from './format-size.ts'

export interface AttemptsStory extends JudgedGaps {
  readonly tone: Tone
  readonly text: string
}

export interface AttemptsFacts {
  /** In the order they came, at least one. */
  readonly requests: readonly RequestSummary[]
  /** There are older ones besides. */
  readonly hasOlder: boolean
  /** Undefined while it is not known. */
  readonly schedule: RetrySchedule | null | undefined
}

export function tellAttempts({ requests, hasOlder, schedule }: AttemptsFacts): AttemptsStory {
  const attempts = requests.map(({ receivedAt, provider }) => ({
    at: receivedAt,
    number: provider?.attempt,
  }))
  const judged = judgeGaps(attempts, schedule ?? null)
  const label = requests[0]?.provider?.label ?? 'Its sender'
  const spanMs = (attempts.at(-1)?.at ?? 0) - (attempts[0]?.at ?? 0)
  const count = counted(requests.length, 'attempt')
  const head = `${hasOlder ? `The newest ${count}` : count} over ${gap(spanMs)}`
  if (schedule === undefined) return { ...judged, tone: 'muted', text: `${head}.` }
  const { tone, text } = compare({ ...judged, label, schedule, spanMs })
  const remark = tone === 'ok' ? remarkOn(requests, label) : ''
  return { ...judged, tone, text: `${head}${text}${remark}` }
}

/** `Slack's`, `Standard Webhooks'`. */
function possessive(label: string): string {
  return label.endsWith('s') ? `${label}'` : `${label}'s`
}

/** `at once`, `1 min`. */
export function documentedText(ms: number): string {
  return ms === 0 ? 'at once' : gap(ms)
}

interface Compared {
  readonly gaps: readonly Gap[]
  readonly label: string
  readonly schedule: RetrySchedule | null
  readonly spanMs: number
}

interface Told {
  readonly tone: Tone
  /** What follows the count of attempts, to the full stop. */
  readonly text: string
}

function compare(compared: Compared): Told {
  const { gaps, label, schedule } = compared
  const { most = Number.POSITIVE_INFINITY } = schedule ?? {}
  const has = (verdict: Gap['verdict']) => gaps.some((one) => one.verdict === verdict)
  if (most === 0) {
    return { tone: 'muted', text: `. ${label} does not retry by itself: someone sent it again.` }
  }
  if (has('early') || has('late')) return { tone: 'warn', text: `; ${misfit(compared)}.` }
  if (has('again')) {
    return { tone: 'muted', text: '; its sender counts anew: someone sent it again.' }
  }
  if (has('beyond') || gaps.length > most) {
    const text = `; that is more than the ${counted(most + 1, 'attempt')} that ${label} documents.`
    return { tone: 'warn', text }
  }
  if (has('fits')) return { tone: 'ok', text: `; ${fit(compared)}.` }
  return unstated(compared)
}

function misfit({ gaps, label }: Compared): string {
  const misfits = gaps.filter(({ verdict }) => verdict === 'early' || verdict === 'late')
  const [first] = misfits
  const isEarly = misfits.every(({ verdict }) => verdict === 'early')
  const isLate = misfits.every(({ verdict }) => verdict === 'late')
  const how = isEarly ? 'faster than' : isLate ? 'slower than' : 'other than'
  const where = `${gap(first?.ms ?? 0)} where it says ${documentedText(first?.documentedMs ?? 0)}`
  const others = misfits.length - 1
  return `${how} ${label} documents (${where}${others > 0 ? `, and ${others} more` : ''})`
}

const mostGapsNamed = 4

function fit({ gaps, label }: Compared): string {
  const fitting = gaps.filter(({ verdict }) => verdict === 'fits')
  const named = fitting.map(({ ms }) => gap(ms))
  const all = fitting.length === gaps.length
  const missing = gaps.reduce((sum, one) => sum + one.missing, 0)
  const what =
    named.length === 1
      ? `${all ? 'the' : 'a'} gap of ${named[0]} matches`
      : `${all ? 'gaps' : `${fitting.length} gaps`}${named.length > mostGapsNamed ? '' : ` of ${named.join(', ')}`} match`
  return [
    `${what} ${possessive(label)} schedule`,
    !all && 'which says nothing of the others',
    missing > 0 && `though ${counted(missing, 'attempt')} in between did not come here`,
  ]
    .filter(Boolean)
    .join(', ')
}

function unstated({ label, schedule, spanMs }: Compared): Told {
  if (!schedule) return { tone: 'muted', text: `; when ${label} retries is not known here.` }
  const { most, within, note } = schedule
  const span = within === undefined ? '' : gap(within * 1000)
  // A tenth more: the last one may have waited.
  if (within !== undefined && spanMs > within * 1100) {
    return { tone: 'warn', text: `; longer than the ${span} for which ${label} documents retries.` }
  }
  const documented = most === undefined ? 'retries' : `up to ${most} retries`
  if (most !== undefined || within !== undefined) {
    const text = `; ${label} documents ${documented}${span && ` within ${span}`}, not when.`
    return { tone: 'muted', text }
  }
  const told = note ? `no fixed gaps: ${note.charAt(0).toLowerCase()}${note.slice(1)}` : 'no gaps.'
  return { tone: 'muted', text: `; ${label} documents ${told}` }
}

/** Whoever retries on time has seen no success, whatever was answered. */
function remarkOn(requests: readonly RequestSummary[], label: string): string {
  const before = requests.slice(0, -1).map(({ response }) => response?.status ?? 0)
  const isTaken = before.every((status) => status >= 200 && status < 300)
  return isTaken ? ` They were answered with success, perhaps too late for ${label}.` : ''
}

const gapWords: Record<GapVerdict, string> = {
  fits: 'as documented',
  early: 'early',
  late: 'late',
  again: 'sent again',
  beyond: 'not documented',
  unstated: 'no schedule',
}

/** What the mark of a gap means. */
export function gapWord(verdict: GapVerdict): string {
  return gapWords[verdict]
}

/** The plot for those who do not see it. */
export function gapsAloud({ gaps, aheadMs }: JudgedGaps): string {
  const told = gaps.map(({ ms, verdict, documentedMs }, index) => {
    const documented =
      documentedMs === undefined ? '' : `, documented ${documentedText(documentedMs)}`
    return `${gap(ms)} before attempt ${index + 2}${documented}: ${gapWord(verdict)}`
  })
  const ahead = aheadMs.map(documentedText).join(', ')
  return [...told, ...(ahead ? [`documented after that: ${ahead}`] : [])].join('; ')
}
