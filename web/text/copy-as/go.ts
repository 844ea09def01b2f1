// Writes a request as a Go program on net/http, without what the default client would add.

import { utf8Text } from '../../../server/wire/formats/bytes.ts'
import { sentHeaders } from '../../../server/wire/formats/resend.ts'
import {
  type Copied,
  type CopyInput,
  longestInlineBody,
  splitUrl,
  urlOf,
  withNotes,
} from './format.ts'
import { latin1Literal, stringLiteral } from './literal.ts'

export function toGo(input: CopyInput): Copied {
  const { request, body } = input
  const isLong = body.length > longestInlineBody
  const hasBody = body.length > 0
  const imports = ['fmt', 'io', 'log', 'net/http', ...(isLong ? ['bytes', 'os'] : [])]
  if (hasBody && !isLong) imports.push('strings')
  const reader = isLong ? 'bytes.NewReader(body)' : 'strings.NewReader(body)'
  const method = stringLiteral(request.method, { wide: true })
  const { origin, target } = splitUrl(urlOf(input))
  // net/url would escape what is not in normal form: there the address goes in part by part.
  const isPlain = /^[\w\-.~/]*(\?[\w\-.~/=&]*)?$/.test(target)
  const lines = [
    'package main',
    '',
    'import (',
    ...imports.sort().map((name) => `\t"${name}"`),
    ')',
    '',
    'func main() {',
    ...(hasBody ? bodyLines(input) : []),
    `\trequest, err := http.NewRequest(${method}, ${latin1Literal(isPlain ? origin + target : origin)}, ${hasBody ? reader : 'nil'})`,
    ...stopOnError,
    ...(isPlain ? [] : exactUrl(target)),
    ...headerLines(input),
    '\ttransport := &http.Transport{DisableCompression: true}',
    '\tresponse, err := transport.RoundTrip(request)',
    ...stopOnError,
    '\tanswer, err := io.ReadAll(response.Body)',
    ...stopOnError,
    '\tfmt.Println(response.Status, string(answer))',
    '}',
    '',
  ]
  return withNotes(lines.join('\n'), input)
}

const stopOnError = ['\tif err != nil {', '\t\tlog.Fatal(err)', '\t}']

function exactUrl(target: string): string[] {
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  return [
    '\t// The address to the letter: net/url would rewrite it.',
    `\trequest.URL.Opaque = ${latin1Literal(path)}`,
    ...(mark < 0
      ? []
      : [
          `\trequest.URL.RawQuery = ${latin1Literal(target.slice(mark + 1))}`,
          '\trequest.URL.ForceQuery = true',
        ]),
  ]
}

/** A map of its own keeps the case of names; an empty User-Agent keeps Go from sending its own. */
function headerLines({ request }: CopyInput): string[] {
  const sent = sentHeaders(request)
  const byName = new Map<string, string[]>()
  for (const [name, value] of sent) byName.set(name, [...(byName.get(name) ?? []), value])
  const userAgents = byName.get('User-Agent') ?? []
  const entries = [...byName].map(
    ([name, values]) => `\t\t${latin1Literal(name)}: {${values.map(latin1Literal).join(', ')}},`,
  )
  if (userAgents.length === 0) entries.push('\t\t"User-Agent": nil,')
  return [
    ...(sent.length > 1 ? ['\t// net/http sends headers sorted by name.'] : []),
    ...(userAgents.length > 1 || userAgents[0] === ''
      ? ['\t// net/http sends one User-Agent at most, and none that is empty.']
      : []),
    '\trequest.Header = http.Header{',
    ...entries,
    '\t}',
  ]
}

function bodyLines({ body, fileName }: CopyInput): string[] {
  if (body.length > longestInlineBody) {
    const name = stringLiteral(fileName, { wide: true })
    return [`\tbody, err := os.ReadFile(${name})`, ...stopOnError]
  }
  return [`\tbody := ${bodyLiteral(body)}`]
}

/** A raw literal where it reads better: it takes all but backquotes, and drops carriage returns. */
function bodyLiteral(body: Uint8Array): string {
  const text = utf8Text(body)
  if (text === undefined) return latin1Literal(latin1Of(body))
  if (/["\\]/.test(text) && !/[`\p{Zl}\p{Zp}]|[^\P{C}\t\n]/u.test(text)) return `\`${text}\``
  return stringLiteral(text, { wide: true })
}

function latin1Of(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
