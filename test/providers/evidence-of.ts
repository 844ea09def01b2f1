// Evidence for tests of providers, from as little as a test has to say.

import { type Examined, examine } from '../../server/providers/examine.ts'
import type { Evidence } from '../../server/providers/provider.ts'
import { createEvidence, type EvidenceSource } from '../../server/providers/reading/evidence.ts'

export interface Sent extends Partial<Omit<EvidenceSource, 'body'>> {
  /** Text, bytes, or anything else to be sent as JSON. */
  readonly body?: unknown
}

export function evidenceOf({ body = '', ...sent }: Sent): Evidence {
  return createEvidence({
    method: 'POST',
    path: '',
    query: '',
    headers: [],
    receivedAt: 1_767_225_600_000,
    ...sent,
    body: body instanceof Uint8Array ? body : Buffer.from(textOf(body)),
  })
}

/** What is told of it in a bin that holds nothing. */
export function examined(sent: Sent): Examined {
  return examine(evidenceOf(sent), { held: new Map(), addresses: [] })
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** The raw query of a URL: never through URL, which would re-encode it. */
export function queryOf(url: string): string {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? []
  return query
}
