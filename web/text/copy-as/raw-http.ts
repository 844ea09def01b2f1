// Writes a request as its HTTP/1 message; where that is not text, as a shell command that writes its bytes.

import { latin1Bytes, plainText, toBase64 } from '../../../server/wire/formats/bytes.ts'
import { hasHeader, sentHeaders } from '../../../server/wire/formats/resend.ts'
import { quote, quoteLatin1 } from '../../../server/wire/formats/shell.ts'
import type { HeaderPair } from '../../../server/wire/requests.ts'
import {
  type Copied,
  type CopyInput,
  longestInlineBody,
  splitUrl,
  urlOf,
  withBodyNote,
} from './format.ts'

export function toRawHttp(input: CopyInput): Copied {
  const { request, body, fileName } = input
  const { host, target } = splitUrl(urlOf(input))
  const lines = [
    `${request.method} ${target} HTTP/${request.httpVersion === '1.0' ? '1.0' : '1.1'}`,
    ...headersFor(input, host).map(([name, value]) => `${name}: ${value}`),
  ]
  const head = plainText(latin1Bytes(lines.join('\n')))
  const content = plainText(body)
  if (head !== undefined && content !== undefined && body.length <= longestInlineBody) {
    return `${head.replaceAll('\n', '\r\n')}\r\n\r\n${content}`
  }
  const printHead = ["printf '%s\\r\\n'", ...lines.map(quoteLatin1), "''"].join(' \\\n  ')
  if (body.length > longestInlineBody) {
    return withBodyNote(`{ ${printHead}\n  cat ${quote(fileName)}; }`, input)
  }
  const printBody = `printf '%s' '${toBase64(body)}' | base64 --decode`
  return {
    text: `{ ${printHead}\n  ${printBody}; }`,
    note: 'Not all of it is text: this is a command for bash that writes the bytes.',
  }
}

/** Host and length stay where they were, as they have to be today. */
function headersFor({ request, body }: CopyInput, host: string): readonly HeaderPair[] {
  const sent = new Set(sentHeaders(request))
  const seen = new Set<string>()
  const pairs = request.headers.flatMap((pair): readonly HeaderPair[] => {
    const name = pair[0].toLowerCase()
    if (sent.has(pair)) return [pair]
    if ((name !== 'host' && name !== 'content-length') || seen.has(name)) return []
    seen.add(name)
    return [[pair[0], name === 'host' ? host : String(body.length)]]
  })
  return [
    ...(seen.has('host') ? [] : [['Host', host] as const]),
    ...pairs,
    ...(body.length > 0 && !hasHeader(pairs, 'content-length')
      ? [['Content-Length', String(body.length)] as const]
      : []),
  ]
}
