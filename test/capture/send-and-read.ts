// A request over a raw socket, and what was captured of it.

import type { MintedBin } from '../../server/wire/bins.ts'
import type { CapturedRequest } from '../../server/wire/requests.ts'
import { requestRaw } from '../support/raw-http.ts'
import { readBody, readRequest } from '../support/read.ts'
import type { TestServer } from '../support/server.ts'

export interface SentAndRead {
  readonly bin: MintedBin
  readonly status: number
  readonly responseBody: string
  readonly request: CapturedRequest
  readonly body: Buffer
}

/** Sends `head` (with the bin's id for `BIN`) and a body over a raw socket, and reads back what was captured. */
export async function sendAndRead(
  server: TestServer,
  head: string,
  body: string | Uint8Array = '',
): Promise<SentAndRead> {
  const bin = await server.mint()

  const response = await requestRaw(server.port, head.replaceAll('BIN', bin.id), body)

  const request = await readRequest(server, bin, 1)
  const captured = await readBody(server, bin, 1)
  return {
    bin,
    status: response.status,
    responseBody: response.body,
    request,
    body: captured,
  }
}
