// What is wrong with one response of a rule, at the field it is wrong in. Pure.

import { originWideHeaders } from '../origin-wide-headers.ts'
import { isToken } from '../outgoing-headers.ts'
import type { HeaderPair } from '../requests.ts'
import type { Flaw, FlawPath } from './flaws.ts'
import { type RuleResponse, ruleBounds } from './rules.ts'

/** What is wrong with a template's text; undefined when nothing is. */
export type TemplateCheck = (text: string) => string | undefined

export function responseFlaws(
  response: RuleResponse,
  path: FlawPath,
  { checkTemplate }: { readonly checkTemplate?: TemplateCheck | undefined } = {},
): readonly Flaw[] {
  const check = response.template ? checkTemplate : undefined
  const found: readonly (readonly [key: FlawPath, message: string | undefined])[] = [
    [['status'], statusFlaw(response.status)],
    [['reason'], reasonFlaw(response.reason)],
    [['body'], bodyFlaw(response) ?? (response.body ? check?.(response.body) : undefined)],
    [['bodyBase64'], base64Flaw(response.bodyBase64)],
    [['delayMs'], delayFlaw(response.delayMs)],
    [['drip'], dripFlaw(response.drip)],
    [['chance'], chanceFlaw(response.chance)],
    [['headers'], headerCountFlaw(response.headers)],
    ...(response.headers ?? []).map(
      (header, index) =>
        [['headers', index], headerFlaw(header, response) ?? check?.(header[1])] as const,
    ),
  ]
  return found.flatMap(([key, message]) =>
    message === undefined ? [] : [{ path: [...path, ...key], message }],
  )
}

function statusFlaw(status = 200): string | undefined {
  if (!Number.isInteger(status)) return 'A status is a whole number of three digits.'
  if (status >= 100 && status < 200) {
    return 'HTTP allows 1xx only before the answer itself: give a status from 200 to 599.'
  }
  return status < 200 || status > 599 ? 'A status is a number from 200 to 599.' : undefined
}

function reasonFlaw(reason = ''): string | undefined {
  if (reason.length > 100) return 'Keep the phrase within 100 characters.'
  return /^[ -~]*$/.test(reason) ? undefined : 'The phrase takes letters of ASCII, on one line.'
}

/** Statuses whose answers never have a body (RFC 9110 §6.4.1). */
const bodiless: ReadonlySet<number> = new Set([204, 304])

function bodyFlaw({ status = 200, body, bodyBase64, echo }: RuleResponse): string | undefined {
  const given = [body, bodyBase64, echo || undefined].filter((one) => one !== undefined)
  if (given.length > 1) return 'Give one body: as text, as base64, or the echo.'
  const [one] = given
  if (bodiless.has(status) && one !== undefined && one !== '') {
    return `HTTP gives ${status} no body. Leave it empty, or choose another status.`
  }
  const bytes = body === undefined ? 0 : new TextEncoder().encode(body).length
  return bytes > ruleBounds.bodyBytes
    ? `The body has ${bytes} bytes; keep it within ${ruleBounds.bodyBytes}.`
    : undefined
}

function base64Flaw(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    return 'This is not base64: letters, digits, + and /, filled up with = to a multiple of four.'
  }
  const bytes = (text.length / 4) * 3
  return bytes > ruleBounds.bodyBytes + 2
    ? `The body has about ${bytes} bytes; keep it within ${ruleBounds.bodyBytes}.`
    : undefined
}

function delayFlaw(delay: RuleResponse['delayMs']): string | undefined {
  if (delay === undefined) return undefined
  const [from, to] = typeof delay === 'number' ? [delay, delay] : delay
  const isTime = (ms: number) => Number.isFinite(ms) && ms >= 0 && ms <= ruleBounds.delayMs
  if (!isTime(from) || !isTime(to)) {
    return `A delay is at least 0 and at most ${ruleBounds.delayMs} ms.`
  }
  return from > to ? 'A range goes from the shorter delay to the longer.' : undefined
}

function dripFlaw(drip: RuleResponse['drip']): string | undefined {
  if (drip === undefined) return undefined
  const { bytesPerSecond } = drip
  const isRate = Number.isInteger(bytesPerSecond) && bytesPerSecond >= 1
  return isRate && bytesPerSecond <= ruleBounds.bytesPerSecond
    ? undefined
    : `Drip from 1 to ${ruleBounds.bytesPerSecond} bytes a second.`
}

function chanceFlaw(chance: number | undefined): string | undefined {
  if (chance === undefined || (chance > 0 && chance <= 1)) return undefined
  return 'A chance is above 0 and at most 1; 0.2 is one in five.'
}

function headerCountFlaw(headers: readonly HeaderPair[] = []): string | undefined {
  return headers.length > ruleBounds.headers
    ? `A response has at most ${ruleBounds.headers} headers.`
    : undefined
}

function headerFlaw([name, value]: HeaderPair, { template }: RuleResponse): string | undefined {
  if (!isToken(name)) {
    return `'${name}' is not a header's name: letters, digits and hyphens, without spaces or a colon.`
  }
  const reserved = reservedHeaders.get(name.toLowerCase())
  if (reserved) return `${name} ${reserved}`
  // What is filled in is cleaned when it is: see `render.ts`.
  if (/[\r\n]/.test(value)) return `The value of ${name} holds a line break, which would end it.`
  if (/[^\t\P{Cc}]/u.test(value)) {
    return `The value of ${name} holds a control character, which no header can.`
  }
  const limit = template ? ruleBounds.bodyBytes : 8192
  return value.length > limit ? `The value of ${name} is too long for a header.` : undefined
}

const framing =
  'says how the answer is sent, which Hooklens does itself. Use drip, reset or truncate.'
const ours = 'is always sent by Hooklens, so that nothing below a capture URL can act in its pages.'
const origin =
  'would reach all of this host, the inspector among it, and not the capture URL alone.'

/** Why a rule cannot send them: the framing of HTTP/1.1, and what acts on the whole origin (A4). */
export const reservedHeaders: ReadonlyMap<string, string> = new Map([
  ['connection', framing],
  ['content-length', framing],
  ['keep-alive', framing],
  ['proxy-connection', framing],
  ['te', framing],
  ['trailer', framing],
  ['transfer-encoding', framing],
  ['upgrade', framing],
  ['content-security-policy', ours],
  ['x-content-type-options', ours],
  ...[...originWideHeaders].map((name) => [name, origin] as const),
])
