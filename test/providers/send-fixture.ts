// Sends a request of the fixtures as it stands there: names, values and bytes as they are.

import { type RawResponse, requestRaw } from '../support/raw-http.ts'

export interface FixtureRequest {
  readonly method: string
  /** Only its query goes along: the bin gives the rest. */
  readonly url: string
  /** Pairs; the type of a JSON file does not say so. */
  readonly headers: readonly (readonly string[])[]
  readonly body: Uint8Array
}

export function sendFixture(
  port: number,
  bin: string,
  { method, url, headers, body }: FixtureRequest,
): Promise<RawResponse> {
  const [query = ''] = /\?.*$/.exec(url) ?? []
  const lines = [
    `${method} /in/${bin}${query} HTTP/1.1`,
    'Host: hooks.example.com',
    'Connection: close',
    ...(method === 'GET' || method === 'OPTIONS' ? [] : [`Content-Length: ${body.length}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  return requestRaw(port, `${lines.join('\r\n')}\r\n\r\n`, body)
}
