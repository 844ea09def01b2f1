// What signatures leave open by their nature, scheme by scheme: whatever is not named here has to be covered.

/** Headers that no signature covers; they say what is told of a request, but not whether it is genuine. */
export const freeHeaders: ReadonlySet<string> = new Set([
  ...['content-type', 'user-agent', 'accept', 'accept-encoding', 'link', 'request-id', 'protocol'],
  ...['x-github-event', 'x-github-delivery', 'x-github-hook-id'],
  ...['x-github-hook-installation-target-id', 'x-github-hook-installation-target-type'],
  ...['idempotency-key', 'x-gitlab-event', 'x-gitlab-event-uuid', 'x-gitlab-instance'],
  'x-gitlab-webhook-uuid',
  ...['x-event-key', 'x-event-time', 'x-hook-uuid', 'x-request-uuid', 'x-attempt-number'],
  ...['x-atlassian-webhook-identifier', 'x-event-name', 'circleci-event-type', 'x-webhook-id'],
  ...['sentry-hook-resource', 'sentry-hook-timestamp', 'square-environment', 'paddle-version'],
  ...['x-wc-webhook-topic', 'x-wc-webhook-delivery-id', 'x-wc-webhook-id', 'x-wc-webhook-source'],
  ...['x-wc-webhook-resource', 'x-wc-webhook-event', 'i-twilio-idempotency-token'],
  ...['x-shopify-topic', 'x-shopify-shop-domain', 'x-shopify-api-version', 'x-shopify-event-id'],
  ...['x-shopify-webhook-id', 'x-shopify-triggered-at', 'x-hubspot-signature-version'],
  ...['linear-delivery', 'linear-event', 'linear-timestamp', 'box-delivery-id'],
  ...['box-signature-version', 'box-signature-algorithm', 'x-amz-sns-message-type'],
  ...['x-amz-sns-message-id', 'x-amz-sns-topic-arn', 'correlation-id', 'paypal-auth-algo'],
  ...['paypal-auth-version', 'paypal-cert-url', 'x-zendesk-account-id', 'x-zendesk-webhook-id'],
  ...['x-zendesk-webhook-invocation-id', 'twitch-eventsub-message-retry'],
  ...['twitch-eventsub-message-type', 'twitch-eventsub-subscription-type'],
  ...['twitch-eventsub-subscription-version', 'x-razorpay-event-id'],
])

/** Beside a stronger signature, which decides. */
export const outweighedHeaders: Readonly<Record<string, readonly string[]>> = {
  github: ['x-hub-signature'],
}

/** Several signatures of which any one suffices, so that all have to be spoilt. */
export const rotatedHeaders: Readonly<Record<string, readonly string[]>> = {
  'docusign-multi': ['x-docusign-signature-1', 'x-docusign-signature-2'],
  box: ['box-signature-primary', 'box-signature-secondary'],
}

/** Signatures whose hexadecimal digits the provider's library takes in upper case as well. */
export const anyCase: ReadonlySet<string> = new Set([
  ...['notion', 'discord', 'gocardless', 'pagerduty'],
])

/** Proofs that say nothing about the body. */
export const leavesBodyOut: ReadonlySet<string> = new Set([
  ...['gitlab', 'telegram', 'okta', 'postmark', 'google-pubsub', 'monday'],
])

/** Proofs of some values in the body, by their keys; the rest of it may change. */
export const signedValues: Readonly<Record<string, readonly string[]>> = {
  adyen: [
    ...['hmacSignature', 'pspReference', 'merchantAccountCode', 'merchantReference'],
    ...['value', 'currency', 'eventCode', 'success'],
  ],
  'aws-sns-v1': ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type', 'Signature'],
  'aws-sns-v2': ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type', 'Signature'],
  mailgun: ['timestamp', 'token', 'signature'],
  'microsoft-graph': ['clientState'],
}

/** Where in the body those values end, and their namesakes begin. */
export const signedUpTo: Readonly<Record<string, string>> = {
  mailgun: '"event-data"',
}

/** Signatures of a form's fields instead of its bytes. */
export const signedForms: ReadonlySet<string> = new Set(['twilio'])

/** Other ways of writing the same body that the provider's library takes, by the names of the alterations. */
export const takenForms: Readonly<Record<string, readonly string[]>> = {
  box: ['escaped'],
}

/** Signatures that cover the URL, and those that cover the method. */
export const signsUrl: ReadonlySet<string> = new Set([
  ...['twilio', 'twilio-json', 'square', 'trello', 'hubspot-v2', 'hubspot-v3'],
])
/** Those for which a URL means the same however the case of its host is written. */
export const normalisesUrl: ReadonlySet<string> = new Set(['twilio', 'twilio-json'])
export const signsMethod: ReadonlySet<string> = new Set(['hubspot-v2', 'hubspot-v3'])
