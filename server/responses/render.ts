// One response of a rule, made ready: what never changes is encoded once, templates and echoes are filled in.

import { http } from '../node-http.ts'
import { type Answer, textAnswer } from '../wire/answers.ts'
import { errorBody } from '../wire/errors.ts'
import type { HeaderPair } from '../wire/requests.ts'
import type { Drip, Ending, RuleResponse } from '../wire/rules/rules.ts'
import { headerText } from './template/modes.ts'
import { compileTemplate, type TemplateMode, type TemplateValues } from './template.ts'

export interface CompiledResponse {
  readonly response: RuleResponse
  readonly status: number
  /** 1 where it always answers. */
  readonly chance: number
  readonly end: Ending
  readonly drip: Drip | undefined
  /** Whether it is only known what it says once the request is stored. */
  readonly needsSeq: boolean
  readonly needsSalt: boolean
  /** Where nothing of it depends on the request. */
  readonly fixed: Answer | undefined
  render(values: TemplateValues): Rendered
}

export interface Rendered {
  readonly answer: Answer
  readonly missing: readonly string[]
  /** Why it is not what the rule says. */
  readonly note?: string
}

export function compileResponse(response: RuleResponse): CompiledResponse {
  const { status = 200, reason, headers = [], chance = 1, end = 'normal', drip, echo } = response
  const base = { response, status, chance, end, drip }
  const phrase = reason === undefined ? {} : { reason }
  if (!response.template) {
    const body = fixedBody(response)
    const sendable = headers.map(([name, value]): HeaderPair => [name, headerText(value)])
    const answer = { status, ...phrase, headers: typed(sendable, body, response.body), body }
    const never = { needsSeq: false, needsSalt: false }
    if (!echo) {
      return { ...base, ...never, fixed: answer, render: () => ({ answer, missing: [] }) }
    }
    return {
      ...base,
      ...never,
      fixed: undefined,
      render: (values) => ({ answer: echoOf(answer, values), missing: [] }),
    }
  }

  const text = response.body ?? ''
  const bodyTemplate = echo ? undefined : compileTemplate(text, modeOf(headers, text))
  const headerTemplates = headers.map(
    ([name, value]) => [name, compileTemplate(value, 'header')] as const,
  )
  const templates = [
    ...(bodyTemplate ? [bodyTemplate] : []),
    ...headerTemplates.map(([, template]) => template),
  ]
  return {
    ...base,
    needsSeq: templates.some((template) => template.needsSeq),
    needsSalt: templates.some((template) => template.needsSalt),
    fixed: undefined,
    render(values) {
      try {
        const filled = headerTemplates.map(
          ([name, template]) => [name, template.fill(values)] as const,
        )
        const inBody = bodyTemplate?.fill(values)
        const body = inBody ? encoder.encode(inBody.text) : fixedBody(response)
        const pairs = filled.map(([name, { text }]): HeaderPair => [name, text])
        const answer = {
          status,
          ...phrase,
          headers: typed(pairs, body, bodyTemplate && text),
          body,
        }
        const missing = [...filled.map(([, one]) => one), ...(inBody ? [inBody] : [])]
        return {
          answer: echo ? echoOf(answer, values) : answer,
          missing: [...new Set(missing.flatMap((one) => one.missing))],
        }
      } catch (error) {
        return { ...unfilled(error), missing: [] }
      }
    },
  }
}

/** HTTP's own phrase for a status. */
export function phraseOf({ status, reason }: Answer): string {
  return reason ?? http.STATUS_CODES[status] ?? ''
}

const encoder = new TextEncoder()

function fixedBody({ body, bodyBase64 }: RuleResponse): Uint8Array {
  return bodyBase64 === undefined ? encoder.encode(body ?? '') : Buffer.from(bodyBase64, 'base64')
}

/** With a content type where there is a body, and none was given. */
function typed(
  headers: readonly HeaderPair[],
  body: Uint8Array,
  text: string | undefined,
): readonly HeaderPair[] {
  if (body.length === 0 || typeOf(headers) !== undefined) return headers
  return [['Content-Type', guessedType(text)], ...headers]
}

function typeOf(headers: readonly HeaderPair[]): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
}

function guessedType(text: string | undefined): string {
  if (text === undefined) return 'application/octet-stream'
  // A template's tag is not JSON yet.
  return /^\s*(\{(?!\{)|\[)/.test(text) ? 'application/json' : 'text/plain; charset=utf-8'
}

function modeOf(headers: readonly HeaderPair[], text: string): TemplateMode {
  const type = (typeOf(headers) ?? guessedType(text)).toLowerCase()
  if (type.includes('json')) return 'json'
  return /html|xml/.test(type) ? 'markup' : 'text'
}

function echoOf(answer: Answer, { body, contentType }: TemplateValues): Answer {
  const { headers } = answer
  const own: readonly HeaderPair[] =
    contentType === null || typeOf(headers) !== undefined ? [] : [['Content-Type', contentType]]
  return { ...answer, headers: [...own, ...headers], body }
}

/** Better an error that says so than an answer that is half made. */
function unfilled(error: unknown): { readonly answer: Answer; readonly note: string } {
  const message = error instanceof Error ? error.message : 'The template could not be filled in.'
  const body = JSON.stringify(errorBody('too-large', message))
  return { answer: textAnswer(500, 'application/json', body), note: message }
}
