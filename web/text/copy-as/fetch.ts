// Writes a request as a call of `fetch`, and says in comments what `fetch` makes of it.

import { toBase64, utf8Text } from '../../../server/wire/formats/bytes.ts'
import { hasHeader, sentHeaders } from '../../../server/wire/formats/resend.ts'
import {
  type Copied,
  type CopyInput,
  longestInlineBody,
  splitUrl,
  urlOf,
  withNotes,
} from './format.ts'
import { latin1Literal, stringLiteral } from './literal.ts'

/** Methods that the Fetch standard sends in upper case, however written. */
const upperCased = /^(delete|get|head|options|post|put)$/i
/** What a page may not set (https://fetch.spec.whatwg.org/#forbidden-request-header). */
const forbiddenInPages =
  /^(accept-charset|accept-encoding|access-control-request-(headers|method|private-network)|cookie2?|date|dnt|origin|referer|set-cookie|via|(proxy|sec)-.*)$/i
/** What Node's adds where it is missing: browsers do likewise. */
const defaults = ['Accept', 'Accept-Language', 'Sec-Fetch-Mode', 'User-Agent', 'Accept-Encoding']

export function toFetch(input: CopyInput): Copied {
  const { request, body } = input
  const canHaveBody = !/^(GET|HEAD)$/i.test(request.method)
  const hasBody = body.length > 0 && canHaveBody
  const isLong = hasBody && body.length > longestInlineBody
  const headers = sentHeaders(request).map(
    ([name, value]) => `    [${latin1Literal(name)}, ${latin1Literal(value)}],`,
  )
  const lines = [
    ...(isLong ? ["import { readFile } from 'node:fs/promises'", ''] : []),
    ...limitsOf(input).map((limit) => `// ${limit}`),
    `const response = await fetch(${latin1Literal(urlOf(input))}, {`,
    `  method: ${stringLiteral(request.method, { wide: false })},`,
    ...(headers.length > 0 ? ['  headers: [', ...headers, '  ],'] : []),
    ...(hasBody ? [`  body: ${bodyExpression(input)},`] : []),
    "  redirect: 'manual',",
    '})',
    'console.log(response.status, await response.text())',
    '',
  ]
  const text = lines.join('\n')
  return isLong || request.trailers.length > 0 ? withNotes(text, input) : text
}

/** What differs from the captured request when this is run, a sentence each. */
export function limitsOf(input: CopyInput): string[] {
  const { request, body } = input
  const limits: string[] = []
  const { method } = request
  if (/^(CONNECT|TRACE|TRACK)$/i.test(method)) limits.push(`fetch refuses the method ${method}.`)
  if (upperCased.test(method) && method !== method.toUpperCase()) {
    limits.push(`fetch sends the method as ${method.toUpperCase()}.`)
  }
  if (body.length > 0 && /^(GET|HEAD)$/i.test(method)) {
    limits.push(
      `fetch sends no body with ${method.toUpperCase()}: its ${body.length} bytes are left out.`,
    )
  }
  const { target } = splitUrl(urlOf(input))
  const sent = fetchTarget(urlOf(input))
  if (sent !== target) limits.push(`fetch sends the address as ${sent}`)
  return [...limits, ...headerLimits(input)]
}

/** What remains of a raw path and query in a parsed URL. */
export function fetchTarget(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

function headerLimits({ request }: CopyInput): string[] {
  const sent = sentHeaders(request)
  const names = sent.map(([name]) => name.toLowerCase())
  const merged = [...new Set(names.filter((name, index) => names.indexOf(name) < index))]
  const forbidden = [...new Set(names.filter((name) => forbiddenInPages.test(name)))]
  const added = defaults.filter((name) => !hasHeader(sent, name.toLowerCase()))
  return [
    ...(merged.length > 0 ? [`fetch merges into one header each: ${merged.join(', ')}`] : []),
    ...(forbidden.length > 0 ? [`In a page the browser drops: ${forbidden.join(', ')}`] : []),
    ...(added.length > 0 ? [`fetch may add, and sets their order: ${added.join(', ')}`] : []),
  ]
}

function bodyExpression({ request, body, fileName }: CopyInput): string {
  if (body.length > longestInlineBody) {
    return `await readFile(${stringLiteral(fileName, { wide: false })})`
  }
  const text = utf8Text(body)
  if (text === undefined) {
    return `Uint8Array.from(atob("${toBase64(body)}"), (char) => char.charCodeAt(0))`
  }
  const literal = stringLiteral(text, { wide: false })
  // A string would bring a Content-Type of its own.
  return hasHeader(request.headers, 'content-type')
    ? literal
    : `new TextEncoder().encode(${literal})`
}
