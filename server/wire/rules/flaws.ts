// What is wrong with rules as they are given, at the field it is wrong in: for the API and the editor alike. Pure.

import type { RegexCompiler } from '../filter/syntax.ts'
import { filterFlaw, regexesIn } from './filters.ts'
import { responseFlaws, type TemplateCheck } from './response-flaws.ts'
import {
  type GivenRule,
  leastPassThroughMs,
  mostPassThroughMs,
  type RulesChange,
  ruleBounds,
  stepsOf,
} from './rules.ts'

/** `path` leads to the field: `['rules', 0, 'then', 1, 'status']`. */
export interface Flaw {
  readonly path: FlawPath
  readonly message: string
}

export type FlawPath = readonly (string | number)[]

export interface FlawOptions {
  /** Without one, filters with regular expressions are taken as they are. */
  readonly compileRegex?: RegexCompiler | undefined
  /** Without one, templates are taken as they are. */
  readonly checkTemplate?: TemplateCheck | undefined
}

/** All that is wrong with a change, which is not made where there is anything. */
export function rulesFlaws(change: RulesChange, options: FlawOptions = {}): readonly Flaw[] {
  const { rules = [], default: last } = change
  return [
    ...boundFlaws(change),
    ...rules.flatMap((rule, index) => ruleFlaws(rule, ['rules', index], options)),
    ...sameIds(rules),
    ...(last ? responseFlaws(last, ['default'], options) : []),
    ...(last?.chance === undefined
      ? []
      : [{ path: ['default', 'chance'], message: 'Nothing is below the default to be asked.' }]),
    ...passThroughFlaws(change),
  ]
}

function passThroughFlaws({ passThrough }: RulesChange): readonly Flaw[] {
  if (!passThrough) return []
  const { timeoutMs } = passThrough
  const isFine =
    Number.isInteger(timeoutMs) && timeoutMs >= leastPassThroughMs && timeoutMs <= mostPassThroughMs
  if (isFine) return []
  const message = `Give whole milliseconds from ${leastPassThroughMs} to ${mostPassThroughMs}.`
  return [{ path: ['passThrough', 'timeoutMs'], message }]
}

export function ruleFlaws(
  rule: GivenRule,
  path: FlawPath = [],
  options: FlawOptions = {},
): readonly Flaw[] {
  const flaws: Flaw[] = []
  const add = (key: string, message: string) => flaws.push({ path: [...path, key], message })
  if (rule.id !== undefined && !idPattern.test(rule.id)) {
    add('id', 'An id is up to 40 lower-case letters, digits and hyphens.')
  }
  if ((rule.name ?? '').length > ruleBounds.nameChars) {
    add('name', `Keep the name within ${ruleBounds.nameChars} characters.`)
  }
  const { seed } = rule
  if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    add('seed', 'A seed is a whole number from 0 to 4294967295.')
  }
  const wrong = filterFlaw(rule.when, options.compileRegex)
  if (wrong) add('when', wrong)
  const steps = stepsOf(rule)
  if (steps.length === 0) add('then', 'Give at least one response.')
  if (steps.length > ruleBounds.steps) {
    add('then', `A rule has at most ${ruleBounds.steps} responses.`)
  }
  const isList = Array.isArray(rule.then)
  const inSteps = steps.flatMap((step, index) =>
    responseFlaws(step, [...path, 'then', ...(isList ? [index] : [])], options),
  )
  return [...flaws, ...inSteps]
}

const idPattern = /^[a-z0-9-]{1,40}$/

function boundFlaws(change: RulesChange): readonly Flaw[] {
  const { rules = [] } = change
  const flaws: Flaw[] = []
  const add = (message: string) => flaws.push({ path: ['rules'], message })
  if (rules.length > ruleBounds.rules) add(`A bin has at most ${ruleBounds.rules} rules.`)
  const regexes = rules.reduce((count, { when }) => count + regexesIn(when), 0)
  if (regexes > ruleBounds.regexes) {
    add(`All rules together hold at most ${ruleBounds.regexes} regular expressions.`)
  }
  const bytes = new TextEncoder().encode(JSON.stringify([rules, change.default])).length
  if (bytes > ruleBounds.totalBytes) {
    add(`The rules take ${bytes} bytes; keep them within ${ruleBounds.totalBytes}.`)
  }
  return flaws
}

function sameIds(rules: readonly GivenRule[]): readonly Flaw[] {
  const seen = new Set<string>()
  return rules.flatMap(({ id }, index) => {
    if (id === undefined) return []
    const isTaken = seen.has(id)
    seen.add(id)
    return isTaken
      ? [{ path: ['rules', index, 'id'], message: `Another rule has the id '${id}'.` }]
      : []
  })
}
