// Every provider, in the order in which they are asked, and what a request says of its sender (P1, P3, P5).

import type { Answer } from '../wire/answers.ts'
import type { ProviderMatch, SignatureCheck } from '../wire/requests.ts'
import { azureEventGrid } from './azure-event-grid.ts'
import { cloudevents } from './cloudevents.ts'
import { dropbox } from './dropbox.ts'
import { gistOf } from './gist.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { meta } from './meta.ts'
import { microsoftGraph } from './microsoft-graph.ts'
import { plainText } from './plain-text.ts'
import type { Evidence, Provider, Recognised } from './provider.ts'
import { shopify } from './shopify.ts'
import { slack } from './slack.ts'
import { standardWebhooks } from './standard-webhooks.ts'
import { stripe } from './stripe.ts'
import { twilio } from './twilio.ts'

/**
 * The first that detects wins. Those with a header of their own come before those that share one (GitLab also sends
 * Standard Webhooks', GitHub also Meta's), and both before those told by query or body.
 */
export const providers: readonly Provider[] = [
  github,
  gitlab,
  stripe,
  shopify,
  twilio,
  azureEventGrid,
  slack,
  standardWebhooks,
  meta,
  cloudevents,
  microsoftGraph,
  dropbox,
]

export interface Recognition {
  readonly provider: ProviderMatch | null
  readonly signature: SignatureCheck | null
  /** At most 80 characters of plain text; null when there is nothing to tell. */
  readonly gist: string | null
}

/** Never throws, whatever was sent. */
export function recognise(evidence: Evidence): Recognition {
  for (const provider of providers) {
    const found = provider.detect(evidence)
    if (found) {
      return {
        provider: matchOf(provider, found),
        signature: signatureOf(provider, found),
        gist: (found.gist && plainText(found.gist)) || gistOf(evidence),
      }
    }
  }
  return { provider: null, signature: null, gist: gistOf(evidence) }
}

/** The answer that validates the URL, where a request asks for one and no secret is needed (P3). */
export function answerHandshake(
  evidence: Evidence,
): { readonly provider: Provider; readonly answer: Answer } | undefined {
  for (const provider of providers) {
    const answer = provider.handshake?.(evidence)
    if (answer) return { provider, answer }
  }
  return undefined
}

const maxEventChars = 120
const maxDeliveryIdChars = 200

function matchOf(
  { id, label }: Provider,
  { event, deliveryId, attempt }: Recognised,
): ProviderMatch {
  return {
    id,
    label,
    event: event ? plainText(event, maxEventChars) : null,
    deliveryId: deliveryId ? plainText(deliveryId, maxDeliveryIdChars) : null,
    ...(attempt === undefined ? {} : { attempt }),
  }
}

function signatureOf({ label }: Provider, { signed }: Recognised): SignatureCheck | null {
  if (signed === null) return null
  return signed
    ? {
        verdict: 'no-secret',
        reason: null,
        detail: `It is signed, but this bin holds no secret of ${label} to check it with.`,
      }
    : {
        verdict: 'unsigned',
        reason: null,
        detail: `It carries no signature. Set a secret in the webhook's settings at ${label} to have it signed.`,
      }
}
