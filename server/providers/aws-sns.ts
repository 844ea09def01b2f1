// Amazon SNS: JSON that says text/plain, signed over some of its own fields with the key of a certificate it names.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { valueAt } from './reading/read-fields.ts'
import { certificateUrl, parseSns, snsScheme, urlOfSns } from './signing/sns.ts'

export const awsSns: Provider = {
  id: 'aws-sns',
  label: 'Amazon SNS',
  docsUrl: 'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html',
  facts: {
    detection: '`X-Amz-Sns-Message-Type`',
    handshake: 'one click fetches `SubscribeURL`',
    source: 'library `sns-validator` 0.3.5, docs.aws.amazon.com',
    unconfirmed: [
      'Which fields of an unsubscription are signed: both forms are tried.',
      'How raw messages are marked.',
      'The retry schedule.',
    ],
  },
  paste: 'Topic → Create subscription → Protocol HTTPS → Endpoint',
  toldBy: ['x-amz-sns-message-type'],
  schemes: [
    snsScheme({ id: 'aws-sns-v2', version: '2', digest: 'sha256' }),
    snsScheme({ id: 'aws-sns-v1', version: '1', digest: 'sha1' }),
  ],
  fields: [
    {
      name: 'publicKey',
      label: 'Certificate',
      hint: 'What `SigningCertURL` of a message leads to, once you see that it is a host of AWS.',
      example: '-----BEGIN CERTIFICATE-----',
    },
  ],
  suspicion({ body }) {
    return certificateUrl(parseSns(body)) === undefined
      ? 'Its SigningCertURL is no address of SNS, so it may be forged.'
      : undefined
  },
  retries: {
    delays: [0, 0, 0, 1, 1],
    most: 49,
    note: 'Then ever more rarely up to every 20 seconds: 50 attempts within about an hour.',
  },
  detect(evidence) {
    const { headers } = evidence
    const type = headers.get('x-amz-sns-message-type')
    if (type === undefined) return undefined
    // A raw message is the body as it was published, without what would be signed.
    const isRaw = headers.get('x-amz-sns-rawdelivery') === 'true'
    const payload = evidence.fields()
    const topic = headers.get('x-amz-sns-topic-arn') ?? payload.text('TopicArn')
    return {
      event: type,
      deliveryId: headers.get('x-amz-sns-message-id') ?? payload.text('MessageId') ?? null,
      gist: joinParts(
        !isRaw && (payload.text('Subject') ?? payload.text('Message')),
        topic?.replace(/^.*:/, ''),
      ),
    }
  },
  confirm(evidence) {
    if (evidence.headers.get('x-amz-sns-message-type') !== 'SubscriptionConfirmation')
      return undefined
    const url = urlOfSns(valueAt(parseSns(evidence.body), 'SubscribeURL'))
    return url && { url: url.href, label: 'Confirm the subscription' }
  },
  keyUrl({ headers, body }) {
    return headers.has('x-amz-sns-message-type') ? certificateUrl(parseSns(body)) : undefined
  },
}
