// Reads captured requests back through the API, as any client would.

import { apiErrorOf } from '../../server/client/api.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { CapturedRequest, RequestSummary } from '../../server/wire/requests.ts'
import { fetchFrom } from './live.ts'
import type { TestServer } from './server.ts'

type Keyed = Pick<MintedBin, 'id' | 'ownerKey'>

export async function readRequest(
  server: TestServer,
  { id, ownerKey }: Keyed,
  seq: number,
): Promise<CapturedRequest> {
  const param = { bin: id, seq: String(seq) }
  const response = await server.api(ownerKey).api.bins[':bin'].requests[':seq'].$get({ param })
  if (!response.ok) throw await apiErrorOf(response)
  return await response.json()
}

export async function readBody(
  server: TestServer,
  { id, ownerKey }: Keyed,
  seq: number,
  { decoded = false } = {},
): Promise<Buffer> {
  const response = await server.api(ownerKey).api.bins[':bin'].requests[':seq'].body.$get({
    param: { bin: id, seq: String(seq) },
    query: decoded ? { decoded: '1' } : {},
  })
  if (!response.ok) throw await apiErrorOf(response)
  return Buffer.from(await response.arrayBuffer())
}

/** Every request of a bin, oldest first. */
export function listAll(server: TestServer, bin: Keyed): Promise<readonly RequestSummary[]> {
  return fetchFrom(server, bin, 1)
}
