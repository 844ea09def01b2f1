// Writes a request as a test fixture: everything a test of signature and parsing needs, to the byte, and no secret.

import { toBase64 } from '../../../server/wire/formats/bytes.ts'
import type { CapturedRequest, HeaderPair } from '../../../server/wire/requests.ts'
import { type Copied, type CopyInput, longestInlineBody } from './format.ts'

/** Headers are in wire order; their characters are latin1 and stand for bytes. */
export interface Fixture extends Pick<CapturedRequest, 'method' | 'path' | 'query'> {
  readonly provider: string | null
  /** To be replaced by what the request was signed with. */
  readonly secret: string
  readonly receivedAt: string
  readonly headers: readonly HeaderPair[]
  /** Left out where there are none. */
  readonly trailers?: readonly HeaderPair[]
  readonly bodySha256: string
  readonly bodyBase64?: string
  /** In place of `bodyBase64`, for a long body. */
  readonly bodyFile?: string
}

export function toFixture({ request, body, fileName }: CopyInput): Copied {
  const { provider, method, path, query, receivedAt, headers, trailers } = request
  const isLong = body.length > longestInlineBody
  const fixture: Fixture = {
    provider: provider?.id ?? null,
    secret: '<signing secret>',
    receivedAt: new Date(receivedAt).toISOString(),
    method,
    path,
    query,
    headers: [],
    ...(trailers.length > 0 ? { trailers } : {}),
    bodySha256: request.body.sha256,
    ...(isLong ? { bodyFile: fileName } : { bodyBase64: toBase64(body) }),
  }
  const text = `${JSON.stringify(fixture, null, 2).replace('"headers": []', () => `"headers": ${headerLines(headers)}`)}\n`
  if (isLong) return { text, note: `Download the body too, and keep it beside as ${fileName}.` }
  return { text, note: 'Put your signing secret into it where the test needs one.' }
}

/** A header a line: what `JSON.stringify` spreads over four. */
function headerLines(headers: readonly HeaderPair[]): string {
  if (headers.length === 0) return '[]'
  const lines = headers.map(
    ([name, value]) => `    [${JSON.stringify(name)}, ${JSON.stringify(value)}]`,
  )
  return `[\n${lines.join(',\n')}\n  ]`
}
