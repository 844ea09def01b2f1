// GitHub: told by X-GitHub-Event; the same delivery id on every redelivery.

import type { HeaderPair } from '../wire/requests.ts'
import { hmac } from './hmac.ts'
import type { JsonView } from './json-view.ts'
import { counted, joinParts } from './plain-text.ts'
import type { Evidence, Provider } from './provider.ts'
import { fieldsOfText, formOf, isForm } from './read-fields.ts'

export const github: Provider = {
  id: 'github',
  label: 'GitHub',
  docsUrl: 'https://docs.github.com/en/webhooks/webhook-events-and-payloads',
  detect(evidence) {
    const { headers } = evidence
    const name = headers.get('x-github-event')
    if (name === undefined) return undefined
    const payload = payloadOf(evidence)
    const action = payload.text('action')
    return {
      event: action === undefined ? name : `${name}.${action}`,
      deliveryId: headers.get('x-github-delivery') ?? null,
      signed: headers.has('x-hub-signature-256') || headers.has('x-hub-signature'),
      gist: gistOf(name, payload),
    }
  },
  // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
  sign({ headers, body }, secret) {
    const sha256 = hmac('sha256', secret, body).toString('hex')
    const current: HeaderPair = ['X-Hub-Signature-256', `sha256=${sha256}`]
    // Sent beside it for receivers of old; one that was not sent then is not needed now.
    const hasLegacy = headers.some(([name]) => name.toLowerCase() === 'x-hub-signature')
    if (!hasLegacy) return [current]
    return [['X-Hub-Signature', `sha1=${hmac('sha1', secret, body).toString('hex')}`], current]
  },
  secretFlaw(secret) {
    return /^(gh[pousr]_|github_pat_)/.test(secret)
      ? "This is an access token of GitHub. The secret is the one typed into the webhook's settings."
      : undefined
  },
}

/** A webhook of content type «form» carries the JSON in a field. */
function payloadOf(evidence: Evidence): JsonView {
  return isForm(evidence) ? fieldsOfText(formOf(evidence).get('payload')) : evidence.fields()
}

// The object an event is about, where its name differs from the event's.
const subjects: Readonly<Record<string, string>> = {
  issues: 'issue',
  issue_comment: 'issue',
  pull_request_review: 'pull_request',
  pull_request_review_comment: 'pull_request',
  discussion_comment: 'discussion',
}

function gistOf(event: string, payload: JsonView): string {
  const place = payload.text('repository', 'full_name') ?? payload.text('organization', 'login')
  if (event === 'push') {
    const ref = payload.text('ref')?.replace(/^refs\/(heads|tags)\//, '')
    const commits = payload.count('commits')
    const commitsText = commits === undefined ? undefined : counted(commits, 'commit')
    const isDeleted = payload.flag('deleted') === true
    return joinParts(ref, isDeleted ? 'deleted' : commitsText, place)
  }
  if (event === 'ping') return joinParts(payload.text('zen'), place)
  const subject = payload.at(Object.hasOwn(subjects, event) ? (subjects[event] ?? event) : event)
  const number = subject.text('number')
  const title = subject.firstText(['title', 'name', 'tag_name', 'display_title'])
  const what = [number && `#${number}`, title].filter(Boolean).join(' ')
  const state = subject.firstText(['conclusion', 'status'])
  const who = what === '' ? payload.text('sender', 'login') : undefined
  return joinParts(what, state, who, place)
}
