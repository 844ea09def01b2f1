// Every provider, in the order in which they are asked (P5).

import { anthropic } from './anthropic.ts'
import { azureEventGrid } from './azure-event-grid.ts'
import { clerk } from './clerk.ts'
import { cloudevents } from './cloudevents.ts'
import { custom } from './custom.ts'
import { dropbox } from './dropbox.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { meta } from './meta.ts'
import { microsoftGraph } from './microsoft-graph.ts'
import { openai } from './openai.ts'
import { polar } from './polar.ts'
import type { Provider } from './provider.ts'
import { replicate } from './replicate.ts'
import { resend } from './resend.ts'
import { shopify } from './shopify.ts'
import type { Extra } from './signing/scheme.ts'
import { slack } from './slack.ts'
import { standardWebhooks } from './standard-webhooks.ts'
import { stripe } from './stripe.ts'
import { svix } from './svix.ts'
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
  clerk,
  resend,
  openai,
  anthropic,
  replicate,
  polar,
  svix,
  standardWebhooks,
  meta,
  cloudevents,
  microsoftGraph,
  dropbox,
  custom,
]

/** As the extras of a bin describe it, where the provider is one that owners describe. */
export function providerOf(id: string, extra?: Extra): Provider | undefined {
  const provider = providers.find((one) => one.id === id)
  return (extra && provider?.configure?.(extra)) ?? provider
}
