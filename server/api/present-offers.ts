// What the owner of a bin is told that a request offers: names of hosts, never a URL or a secret.

import { providerOf } from '../providers/index.ts'
import { mayOffer, offeredBy, presentOffers } from '../providers/offers.ts'
import type { BinId } from '../wire/ids.ts'
import type { RequestOffers, RequestSummary } from '../wire/requests.ts'
import type { Services } from './context.ts'

/** Requests that offer something are small; a large body is not read for it each time it is opened. */
const mostBytes = 512 * 1024

export async function offersOf(
  { verdicts }: Pick<Services, 'verdicts'>,
  bin: BinId,
  { seq, provider: match, body, signature }: RequestSummary,
): Promise<RequestOffers | undefined> {
  const provider = match && providerOf(match.id)
  if (!provider || !mayOffer(provider) || body.size > mostBytes) return undefined
  const look = await verdicts.look(bin, seq)
  if (!look) return undefined
  const held = look.held.credentials.map(({ secret }) => secret)
  const known = { signed: look.signed, signature, held }
  return presentOffers(offeredBy(look.provider, look.evidence), look.provider, known)
}
