// Writes a request as one HTTPie command, and says in comments what HTTPie cannot send.

import { latin1Bytes, plainText, toBase64 } from '../../../server/wire/formats/bytes.ts'
import { hasHeader, sentHeaders } from '../../../server/wire/formats/resend.ts'
import { longestArgument, quote } from '../../../server/wire/formats/shell.ts'
import type { HeaderPair } from '../../../server/wire/requests.ts'
import {
  type Copied,
  type CopyInput,
  longestInlineBody,
  splitUrl,
  urlOf,
  withNotes,
} from './format.ts'

export function toHttpie(input: CopyInput): Copied {
  const { request } = input
  // HTTPie takes anything else for an address.
  if (!/^[A-Za-z]+$/.test(request.method)) {
    const note = `HTTPie cannot send the method ${request.method}. curl can.`
    return { text: `# ${note}`, note }
  }
  const { before, option, after } = bodyParts(input)
  const options = [
    ...(before === '' && after === '' ? ['--ignore-stdin'] : []),
    ...(/\/\.\.?([/?]|$)/.test(urlOf(input)) ? ['--path-as-is'] : []),
  ]
  const parts = [
    ['http', ...options, request.method, quote(urlOf(input))].join(' '),
    ...headerItems(input),
    ...option,
  ]
  const limits = limitsOf(input)
  const comments = [...limits, ...orderLimit(input)].map((limit) => `# ${limit}\n`).join('')
  const text = comments + before + parts.join(' \\\n  ') + after
  const copied = withNotes(text, input)
  if (typeof copied !== 'string' || limits.length === 0) return copied
  return { text, note: 'HTTPie cannot send all of it as captured: its comments say what.' }
}

/** What differs from the captured request when this is run, a sentence each. */
function limitsOf(input: CopyInput): string[] {
  const { request } = input
  const sent = sentHeaders(request)
  const left = sent.filter((header) => itemOf(header) === undefined).map(([name]) => name)
  const { target } = splitUrl(urlOf(input))
  return [
    ...(request.method === request.method.toUpperCase()
      ? []
      : [`HTTPie sends the method as ${request.method.toUpperCase()}.`]),
    ...(isKept(target) ? [] : ['HTTPie may escape characters of this address in its own way.']),
    ...(left.length > 0 ? [`HTTPie cannot send the values of: ${left.join(', ')}`] : []),
  ]
}

/** What HTTPie has a default for keeps the default's place, and a name the case it had first. */
function orderLimit({ request }: CopyInput): string[] {
  const names = sentHeaders(request).map(([name]) => name.toLowerCase())
  const hasDuplicates = new Set(names).size < names.length
  const isMoved = names.some(
    (name, index) =>
      /^(user-agent|accept|accept-encoding)$/.test(name) || (name === 'content-type' && index > 0),
  )
  return hasDuplicates || isMoved
    ? ['HTTPie has an order of its own for headers, and one case for each name.']
    : []
}

/** Whether requests and urllib3, below HTTPie, let a path and query be. */
function isKept(target: string): boolean {
  const escapes = target.match(/%../g) ?? []
  const isNormal = (text: string) => /%[0-9A-F]{2}/.test(text) && !/[\w\-.~]/.test(charOf(text))
  return (
    /^[\w\-.~/:=&?%+,@]*$/.test(target) &&
    !target.endsWith('?') &&
    (target.match(/%/g) ?? []).length === escapes.length &&
    escapes.every(isNormal)
  )
}

function charOf(escaped: string): string {
  return String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
}

function headerItems({ request, body }: CopyInput): string[] {
  const sent = sentHeaders(request)
  // What HTTPie would add by itself: `Name:` without a value takes it away.
  const added = ['User-Agent', 'Accept', 'Accept-Encoding']
  if (body.length > 0) added.push('Content-Type')
  const removals = added.filter((name) => !hasHeader(sent, name.toLowerCase()))
  const items = sent.map(itemOf).filter((item) => item !== undefined)
  return [...items, ...removals.map((name) => `${name}:`)].map(quote)
}

/** Undefined where HTTPie's syntax has no way to say the value. */
function itemOf([name, latin1]: HeaderPair): string | undefined {
  if (latin1 === '') return `${name};`
  const value = plainText(latin1Bytes(latin1))
  // HTTPie trims values, and takes the backslash away that stands before one of its separators.
  if (value === undefined || value !== value.trim()) return undefined
  if (/(?<!\\)(\\\\)*\\[:;=@]/.test(value)) return undefined
  return `${name}:${/^[=@]/.test(value) ? '\\' : ''}${value}`
}

interface BodyParts {
  readonly before: string
  readonly option: readonly string[]
  readonly after: string
}

function bodyParts({ body, fileName }: CopyInput): BodyParts {
  if (body.length === 0) return { before: '', option: [], after: '' }
  if (body.length > longestInlineBody) {
    return { before: '', option: [], after: ` < ${quote(fileName)}` }
  }
  const text = plainText(body)
  if (text === undefined) {
    const decode = `printf '%s' '${toBase64(body)}' | base64 --decode | `
    return { before: decode, option: [], after: '' }
  }
  if (text.length > longestArgument) {
    return { before: `printf '%s' ${quote(text)} | `, option: [], after: '' }
  }
  return { before: '', option: [`--raw=${quote(text)}`], after: '' }
}
