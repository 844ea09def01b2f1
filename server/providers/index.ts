// Every provider, in the order in which they are asked (P5).

import { adyen } from './adyen.ts'
import { airtable } from './airtable.ts'
import { anthropic } from './anthropic.ts'
import { asana } from './asana.ts'
import { awsSns } from './aws-sns.ts'
import { azureEventGrid } from './azure-event-grid.ts'
import { bitbucket } from './bitbucket.ts'
import { box } from './box.ts'
import { buildkite } from './buildkite.ts'
import { calendly } from './calendly.ts'
import { circleci } from './circleci.ts'
import { clerk } from './clerk.ts'
import { clickup } from './clickup.ts'
import { cloudevents } from './cloudevents.ts'
import { custom } from './custom.ts'
import { discord } from './discord.ts'
import { docusign } from './docusign.ts'
import { dropbox } from './dropbox.ts'
import { elevenlabs } from './elevenlabs.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { gocardless } from './gocardless.ts'
import { googlePubsub } from './google-pubsub.ts'
import { heroku } from './heroku.ts'
import { hubspot } from './hubspot.ts'
import { intercom } from './intercom.ts'
import { jira } from './jira.ts'
import { lemonSqueezy } from './lemon-squeezy.ts'
import { line } from './line.ts'
import { linear } from './linear.ts'
import { livekit } from './livekit.ts'
import { mailgun } from './mailgun.ts'
import { meta } from './meta.ts'
import { microsoftGraph } from './microsoft-graph.ts'
import { monday } from './monday.ts'
import { mux } from './mux.ts'
import { notion } from './notion.ts'
import { okta } from './okta.ts'
import { openai } from './openai.ts'
import { paddle } from './paddle.ts'
import { pagerduty } from './pagerduty.ts'
import { paypal } from './paypal.ts'
import { plaid } from './plaid.ts'
import { polar } from './polar.ts'
import { postmark } from './postmark.ts'
import type { Provider } from './provider.ts'
import { pusher } from './pusher.ts'
import { quickbooks } from './quickbooks.ts'
import { razorpay } from './razorpay.ts'
import { replicate } from './replicate.ts'
import { resend } from './resend.ts'
import { sanity } from './sanity.ts'
import { sendgrid } from './sendgrid.ts'
import { sentry } from './sentry.ts'
import { shopify } from './shopify.ts'
import type { Extra } from './signing/scheme.ts'
import { slack } from './slack.ts'
import { smartsheet } from './smartsheet.ts'
import { square } from './square.ts'
import { standardWebhooks } from './standard-webhooks.ts'
import { stripe } from './stripe.ts'
import { svix } from './svix.ts'
import { telegram } from './telegram.ts'
import { trello } from './trello.ts'
import { twilio } from './twilio.ts'
import { twitch } from './twitch.ts'
import { typeform } from './typeform.ts'
import { vercel } from './vercel.ts'
import { websub } from './websub.ts'
import { woocommerce } from './woocommerce.ts'
import { workos } from './workos.ts'
import { xTwitter } from './x-twitter.ts'
import { xero } from './xero.ts'
import { zendesk } from './zendesk.ts'
import { zoom } from './zoom.ts'

/**
 * The first that detects wins. Those with a header of their own come before those that share one (GitLab also sends
 * Standard Webhooks', GitHub also Meta's), and both before those told by query or body.
 */
export const providers: readonly Provider[] = [
  github,
  gitlab,
  bitbucket,
  circleci,
  buildkite,
  pagerduty,
  sentry,
  vercel,
  heroku,
  stripe,
  shopify,
  square,
  paypal,
  paddle,
  quickbooks,
  xero,
  plaid,
  elevenlabs,
  razorpay,
  sanity,
  mux,
  workos,
  pusher,
  woocommerce,
  smartsheet,
  twilio,
  discord,
  telegram,
  line,
  xTwitter,
  twitch,
  sendgrid,
  zoom,
  azureEventGrid,
  linear,
  asana,
  trello,
  jira,
  hubspot,
  zendesk,
  docusign,
  box,
  airtable,
  awsSns,
  slack,
  clerk,
  resend,
  openai,
  anthropic,
  replicate,
  polar,
  svix,
  livekit,
  lemonSqueezy,
  gocardless,
  standardWebhooks,
  clickup,
  intercom,
  meta,
  websub,
  cloudevents,
  notion,
  typeform,
  calendly,
  okta,
  googlePubsub,
  monday,
  microsoftGraph,
  dropbox,
  adyen,
  mailgun,
  postmark,
  custom,
]

/** As the extras of a bin describe it, where the provider is one that owners describe. */
export function providerOf(id: string, extra?: Extra): Provider | undefined {
  const provider = providers.find((one) => one.id === id)
  return (extra && provider?.configure?.(extra)) ?? provider
}
