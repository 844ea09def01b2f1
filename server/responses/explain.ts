// Who could have answered a request, in order, who did, and why not the others, each in a sentence (R4). The record is
// right about what happened; filters are asked again only for their reasons.

import type { Overridable } from '../wire/rules/rules.ts'
import type { Candidate } from '../wire/told-answers.ts'
import { explainRules } from './explain-rules.ts'
import {
  answered,
  answeringRule,
  asksForPreflight,
  type Explained,
  inItsPlace,
  isWhole,
  notAsked,
  notWhole,
  overrides,
  passedOver,
  type Reason,
} from './reasons.ts'

export function explainAnswer(explained: Explained): readonly Candidate[] {
  const candidates = explainEach(explained)
  const isSettled = explained.answer.passThrough?.outcome !== 'asked'
  return isSettled ? candidates : candidates.map(ifAlone)
}

/** Of one that answers only where the local server, which is being asked, does not. */
function ifAlone(candidate: Candidate): Candidate {
  const { outcome, why } = candidate
  if (outcome !== 'answered') return candidate
  return { ...candidate, outcome: 'open', why: `${why} It answers if your own server does not.` }
}

function explainEach(explained: Explained): readonly Candidate[] {
  return [
    { type: 'handshake', name: 'Handshake', ...explainHandshake(explained) },
    { type: 'preflight', name: 'CORS preflight', ...explainPreflight(explained) },
    { type: 'pass-through', name: 'Pass-through', ...explainPassThrough(explained) },
    ...explainRules(explained, whatCameFirst(explained)),
    { type: 'default', name: 'Default', ...explainDefault(explained) },
    ...explainRefusal(explained),
  ]
}

/** What a rule has to come before in order to be asked. */
function whatCameFirst(explained: Explained): Overridable | undefined {
  const { answer, validates } = explained
  if (answer.by === 'handshake') return 'handshake'
  // What another answered was not taken for a handshake, unless by a rule that comes before those.
  if (validates !== 'no' && overrides(explained, 'handshake')) return 'handshake'
  return asksForPreflight(explained) ? 'preflight' : undefined
}

function explainHandshake(explained: Explained): Reason {
  const { request, answer, validates, foretold } = explained
  const what = `${request.summary.provider?.label ?? 'The sender'} validates the URL with it`
  if (answer.by === 'handshake') return answered(`${what}, and is answered as it demands.`)
  if (!isWhole(explained)) return notWhole
  if (validates === 'no') return passedOver('The request does not validate the URL.')
  if (answer.handshakesOff) return passedOver(`${what}, but handshakes were switched off.`)
  if (foretold?.handshakes === false) {
    return passedOver(`${what}, but handshakes are switched off.`)
  }
  if (overrides(explained, 'handshake')) {
    return passedOver(`${what}, but ${lowered(answeringRule(explained))} comes before handshakes.`)
  }
  if (!isBeforeKnown(explained)) {
    return passedOver(
      `${what}; whether ${lowered(answeringRule(explained))} comes before that is not kept.`,
    )
  }
  return passedOver(
    validates === 'yes'
      ? `${what} by what is known of the request now, and did not when it came.`
      : `${what}, but what the answer is made with was not set.`,
  )
}

function explainPreflight(explained: Explained): Reason {
  const { answer } = explained
  if (!isWhole(explained)) return notWhole
  if (!asksForPreflight(explained)) {
    return passedOver('It is no preflight of a page in a browser.')
  }
  switch (answer.by) {
    case 'default':
      return answered('A page in a browser asks whether it may send: every page may.')
    case 'handshake':
      return notAsked('A handshake comes before it.')
    default:
      return passedOver(`It is one, but ${lowered(answeringRule(explained))} comes before those.`)
  }
}

function explainPassThrough(explained: Explained): Reason {
  const { answer, foretold } = explained
  if (answer.passThrough) {
    const { outcome, detail } = answer.passThrough
    if (outcome === 'asked') return { outcome: 'open', why: detail }
    return outcome === 'answered' ? answered(detail) : passedOver(detail)
  }
  if (!isWhole(explained)) return notWhole
  if (answer.by === 'handshake') return notAsked('A handshake comes before it.')
  if (answer.by === 'default' && asksForPreflight(explained)) {
    return notAsked('A CORS preflight comes before it.')
  }
  if (foretold && !foretold.passThrough) return passedOver('It is switched off.')
  if (overrides(explained, 'pass-through')) {
    return notAsked(`${answeringRule(explained)} comes before it.`)
  }
  if (!foretold?.passThrough) {
    return passedOver(
      isBeforeKnown(explained)
        ? 'It was switched off.'
        : `It was switched off, or ${lowered(answeringRule(explained))} comes before it.`,
    )
  }
  const seconds = foretold.passThrough.timeoutMs / 1000
  return {
    outcome: 'open',
    why: `What your own server answers within ${seconds} s, through a relay, goes out instead.`,
  }
}

function explainDefault(explained: Explained): Reason {
  const { answer, request } = explained
  switch (answer.by) {
    case 'handshake':
      return notAsked('A handshake comes before it.')
    case 'relay':
      return notAsked('Your own server comes before it.')
    case 'rule':
      return notAsked(`${answeringRule(explained)} comes before it.`)
    case 'hooklens':
      return answer.rule
        ? notAsked(`${answeringRule(explained)} comes before it.`)
        : passedOver(`Nothing before it answers, but ${inItsPlace(answer)}.`)
    case 'default': {
      const { reason = '' } = request.summary
      if (!isWhole(explained)) {
        return answered(`A request that does not arrive whole is refused. ${reason}`.trim())
      }
      return asksForPreflight(explained)
        ? notAsked('A CORS preflight comes before it.')
        : answered('Nothing before it answers.')
    }
  }
}

/** Of what was decided on after all that is asked. */
function explainRefusal({ answer }: Explained): readonly Candidate[] {
  if (answer.by !== 'hooklens') return []
  const turn = answer.rule ? ' The turn of the rule was taken all the same.' : ''
  const why = `${answer.note ?? ''} So Hooklens itself answered ${answer.status} at once.${turn}`
  return [{ type: 'hooklens', name: 'Hooklens', ...answered(why.trim()) }]
}

/** Whether it is known what the rule that matched comes before. */
function isBeforeKnown({ answer, set }: Explained): boolean {
  return answer.rule === undefined || set !== undefined
}

/** Within a sentence. */
function lowered(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}
