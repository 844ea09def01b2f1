// Writes a request as a Python script on `requests`, prepared by hand, since `requests` tidies what it is given.

import { toBase64, utf8Text } from '../../../server/wire/formats/bytes.ts'
import { hasHeader, sentHeaders } from '../../../server/wire/formats/resend.ts'
import { type Copied, type CopyInput, longestInlineBody, urlOf, withNotes } from './format.ts'
import { latin1Literal, stringLiteral } from './literal.ts'

export function toPython(input: CopyInput): Copied {
  const { request, body } = input
  const content = bodyExpression(input)
  const method = stringLiteral(request.method, { wide: true })
  const names = sentHeaders(request).map(([name]) => name.toLowerCase())
  const hasDuplicates = new Set(names).size < names.length
  // Both `requests` and urllib3 rewrite an address that is not in normal form.
  const isPlain = /^[\w\-.~/:?=&]*$/.test(urlOf(input)) && !/\/\.\.?([/?]|$)/.test(urlOf(input))
  const headers = headerLines(input)
  const needsUrllib3 = !isPlain || headers.some((line) => line.includes('urllib3.'))
  const lines = [
    ...(content.includes('base64.') ? ['import base64', ''] : []),
    'import requests',
    ...(needsUrllib3 ? ['import urllib3'] : []),
    '',
    `url = ${latin1Literal(urlOf(input))}`,
    'headers = [',
    ...headers,
    ']',
    ...(body.length > 0 ? [`body = ${content}`] : []),
    '',
    ...(hasDuplicates ? inOrder : []),
    `request = requests.Request(${method}, url${body.length > 0 ? ', data=body' : ''}).prepare()`,
    `request.headers = ${hasDuplicates ? 'InOrder' : 'dict'}(headers)`,
    ...(request.method === request.method.toUpperCase() ? [] : [`request.method = ${method}`]),
    ...(isPlain ? [] : exactUrl),
    'response = requests.Session().send(request, allow_redirects=False)',
    'print(response.status_code, response.text)',
    '',
  ]
  return withNotes(lines.join('\n'), input)
}

const inOrder = [
  'class InOrder(dict):',
  '    """All headers in wire order; a dict alone keeps one of each name."""',
  '',
  '    def items(self):',
  '        return headers',
  '',
  '    def copy(self):',
  '        return self',
  '',
  '',
]

const exactUrl = [
  '# The address to the letter: both requests and urllib3 would rewrite it.',
  'request.url = url',
  'urllib3.connectionpool._encode_target = lambda target: target',
]

function headerLines({ request, body }: CopyInput): string[] {
  const sent = sentHeaders(request)
  const hasLength = body.length > 0 || hasHeader(request.headers, 'content-length')
  const skipped = ['User-Agent', 'Accept-Encoding'].filter(
    (name) => !hasHeader(sent, name.toLowerCase()),
  )
  return [
    ...sent.map(([name, value]) => `    (${latin1Literal(name)}, ${latin1Literal(value)}),`),
    ...(hasLength ? [`    ("Content-Length", "${body.length}"),`] : []),
    // urllib3 would add its own.
    ...skipped.map((name) => `    ("${name}", urllib3.util.SKIP_HEADER),`),
  ]
}

function bodyExpression({ body, fileName }: CopyInput): string {
  if (body.length > longestInlineBody) {
    return `open(${stringLiteral(fileName, { wide: true })}, "rb").read()`
  }
  const text = utf8Text(body)
  return text === undefined
    ? `base64.b64decode("${toBase64(body)}")`
    : `${stringLiteral(text, { wide: true })}.encode()`
}
