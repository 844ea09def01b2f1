// Twilio: told by X-Twilio-Signature; forms for calls and messages, JSON for event streams.

import type { Evidence, Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { formOf, isForm, queryOf } from './reading/read-fields.ts'

export const twilio: Provider = {
  id: 'twilio',
  label: 'Twilio',
  docsUrl: 'https://www.twilio.com/docs/usage/webhooks',
  facts: {
    detection: '`X-Twilio-Signature`',
    source: 'library `twilio` 6.2.0',
    unconfirmed: ['The names of the form fields.', 'What is stable over retries.'],
  },
  paste: 'Phone Numbers → the number → Messaging or Voice configuration → webhook URL',
  toldBy: ['x-twilio-signature'],
  schemes: [],
  fields: [],
  detect(evidence) {
    const { headers } = evidence
    if (!headers.has('x-twilio-signature')) return undefined
    const fields = fieldsOf(evidence)
    const first = (...names: readonly string[]) =>
      names.map((name) => fields.get(name)).find((value) => value) ?? null
    const event = first('MessageStatus', 'SmsStatus', 'CallStatus', 'EventType')
    const from = first('From', 'Caller')
    const to = first('To', 'Called')
    return {
      event,
      deliveryId:
        headers.get('i-twilio-idempotency-token') ?? first('MessageSid', 'SmsSid', 'CallSid'),
      gist: joinParts(first('Body'), from && to ? `${from} → ${to}` : (from ?? to), event),
    }
  },
}

/** A webhook configured as GET carries its parameters in the query. */
function fieldsOf(evidence: Evidence): URLSearchParams {
  return isForm(evidence) ? formOf(evidence) : queryOf(evidence)
}
