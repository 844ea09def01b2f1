// Each rule of a set: why it answered a request, or why it did not.

import type { Filterable } from '../wire/filter/match.ts'
import { compileWithin } from '../wire/filter/regex.ts'
import { eventKeyOf } from '../wire/repeats.ts'
import type { RequestSummary } from '../wire/requests.ts'
import { type Overridable, type Rule, type RuleSet, stepAt } from '../wire/rules/rules.ts'
import { titleOf } from '../wire/rules/title.ts'
import type { Candidate } from '../wire/told-answers.ts'
import { type CompiledRule, compileRules, workPerRequest } from './compile.ts'
import { strikes } from './find-rule.ts'
import {
  answered,
  answeringRule,
  type Explained,
  inItsPlace,
  isWhole,
  notAsked,
  notWhole,
  passedOver,
  type Reason,
} from './reasons.ts'
import { whyNot } from './why-not.ts'

/** `before` is what answers otherwise: then only rules were asked that come before it. */
export function explainRules(
  explained: Explained,
  before: Overridable | undefined,
): readonly Candidate[] {
  const { set, answer } = explained
  if (!set) return whatIsRecorded(explained)
  const reasons = createReasons(explained, set, before)
  let isFound = false
  return set.rules.map((rule, index) => {
    const isLater = isFound
    if (rule.id === answer.rule?.id) isFound = true
    return { ...namedAs(rule), place: index + 1, ...reasons(rule, isLater) }
  })
}

function namedAs(rule: Rule): Pick<Candidate, 'type' | 'id' | 'name'> {
  return { type: 'rule', id: rule.id, name: titleOf(rule) }
}

/** Of rules that are no longer kept. */
function whatIsRecorded({ answer }: Explained): readonly Candidate[] {
  const missed = (answer.missed ?? []).map(
    ({ rule, turn }): Candidate => ({
      ...{ type: 'rule', id: rule, name: rule },
      ...passedOver(`It fits, but its chance did not strike at turn ${turn}.`),
    }),
  )
  if (!answer.rule) return missed
  const { id, name, turn, step, steps } = answer.rule
  const which = steps > 1 ? `, with response ${step + 1} of ${steps}` : ''
  const reason =
    answer.by === 'rule'
      ? answered(`It fits, and answered at its turn ${turn}${which}.`)
      : passedOver(`It fits, and this was its turn ${turn}, but ${inItsPlace(answer)}.`)
  return [...missed, { type: 'rule', id, name, ...reason }]
}

function createReasons(
  explained: Explained,
  set: RuleSet,
  before: Overridable | undefined,
): (rule: Rule, isLater: boolean) => Reason {
  const { answer, foretold } = explained
  const request = asItWasAsked(explained, before)
  const { rules, refill } = compileRules(set)
  refill()
  // Sentences are found with as much work again as the rules are asked with.
  const compileRegex = compileWithin({ left: workPerRequest })
  const fits = ({ predicate }: CompiledRule) => predicate.test(request) === true

  return (rule, isLater) => {
    if (rule.off) return passedOver('It is switched off.')
    if (!isWhole(explained)) return notWhole
    if (rule.id === answer.rule?.id) {
      const { turn, step } = answer.rule
      const counted = countedWords(rule, request.summary, turn)
      if (answer.by !== 'rule') {
        return passedOver(`It fits, and counts this as ${counted}, but ${inItsPlace(answer)}.`)
      }
      const compiled = rules.find((one) => one.rule === rule)
      const chance = compiled ? chanceWords(compiled, turn, step, foretold !== undefined) : ''
      return answered(`It fits. It counts this as ${counted}${stepWords(rule, turn)}.${chance}`)
    }
    if (isLater) return notAsked(`${answeringRule(explained)} comes before it.`)
    if (before && !rule.overrides?.includes(before)) {
      return notAsked(`${firstWords[before]} come before it.`)
    }
    const missed = answer.missed?.find((one) => one.rule === rule.id)
    const compiled = rules.find((one) => one.rule === rule)
    if (!compiled) return passedOver('Its filter cannot be read.')
    if (missed) {
      const step = compiled.steps[stepAt(rule, missed.turn)]
      const percent = percentOf(step?.chance ?? 0)
      return passedOver(
        `It fits, but its chance of ${percent} did not strike at turn ${missed.turn}.`,
      )
    }
    if (!fits(compiled)) return passedOver(whyNot(rule.when, request, compileRegex))
    return passedOver(
      'It fits by what is known of the request now, and did not when it came: its sender or its signature has been told anew since.',
    )
  }
}

const firstWords: Readonly<Record<Overridable, string>> = {
  handshake: 'Handshakes',
  preflight: 'CORS preflights',
  'pass-through': 'Answers of your own server',
}

/** Before it was answered and marked; that it is a handshake was known. */
function asItWasAsked({ request, answer }: Explained, before: Overridable | undefined): Filterable {
  const response =
    before === 'handshake' ? ({ status: answer.status, by: 'handshake', ms: 0 } as const) : null
  return { ...request, summary: { ...request.summary, response } }
}

/** `the 3rd attempt at evt_1`. */
function countedWords({ per = 'bin' }: Rule, request: RequestSummary, turn: number): string {
  const nth = ordinal(turn)
  switch (per) {
    case 'bin':
      return `its ${nth} request`
    case 'source':
      return `the ${nth} request from ${request.remoteAddress}`
    case 'delivery': {
      const id = request.provider?.hasFixedBody ? undefined : eventKeyOf(request)
      if (id !== undefined) return `the ${nth} attempt at ${id}`
      return `the ${nth} request with this ${request.provider ? '' : 'method, path and '}body`
    }
  }
}

function stepWords(rule: Rule, turn: number): string {
  const steps = Array.isArray(rule.then) ? rule.then.length : 1
  if (steps < 2) return ''
  const step = stepAt(rule, turn) + 1
  const which = `, and answers with response ${step} of ${steps}`
  if (turn <= steps) return which
  return rule.loop ? `${which}, in round ${Math.ceil(turn / steps)}` : `${which}, which stays`
}

function chanceWords(
  { rule, steps }: CompiledRule,
  turn: number,
  step: number,
  isForetold: boolean,
): string {
  const response = steps[step]
  if (!response || response.chance >= 1) return ''
  const percent = percentOf(response.chance)
  if (!isForetold) return ` Its chance of ${percent} struck.`
  return strikes(rule, response, turn)
    ? ` Its chance of ${percent} strikes at this turn.`
    : ` This assumes that its chance of ${percent} strikes; at this turn it does not.`
}

function percentOf(chance: number): string {
  return `${Number((chance * 100).toPrecision(3))} %`
}

function ordinal(count: number): string {
  const ending = /1[123]$/.test(`${count}`) ? 'th' : (endings[count % 10] ?? 'th')
  return `${count}${ending}`
}

const endings: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' }
