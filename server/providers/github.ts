// GitHub: told by X-GitHub-Event; the same delivery id on every redelivery.

import { counted, joinParts } from './plain-text.ts'
import type { Evidence, Provider } from './provider.ts'
import { countAt, firstTextOf, formOf, isForm, parseField, textAt, valueAt } from './read-fields.ts'

export const github: Provider = {
  id: 'github',
  label: 'GitHub',
  docsUrl: 'https://docs.github.com/en/webhooks/webhook-events-and-payloads',
  detect(evidence) {
    const { headers } = evidence
    const name = headers.get('x-github-event')
    if (name === undefined) return undefined
    const payload = payloadOf(evidence)
    const action = textAt(payload, 'action')
    return {
      event: action === undefined ? name : `${name}.${action}`,
      deliveryId: headers.get('x-github-delivery') ?? null,
      signed: headers.has('x-hub-signature-256') || headers.has('x-hub-signature'),
      gist: gistOf(name, payload),
    }
  },
}

/** A webhook of content type «form» carries the JSON in a field. */
function payloadOf(evidence: Evidence): unknown {
  return isForm(evidence) ? parseField(formOf(evidence).get('payload')) : evidence.json()
}

// The object an event is about, where its name differs from the event's.
const subjects: Readonly<Record<string, string>> = {
  issues: 'issue',
  issue_comment: 'issue',
  pull_request_review: 'pull_request',
  pull_request_review_comment: 'pull_request',
  discussion_comment: 'discussion',
}

function gistOf(event: string, payload: unknown): string {
  const place =
    textAt(payload, 'repository', 'full_name') ?? textAt(payload, 'organization', 'login')
  if (event === 'push') {
    const ref = textAt(payload, 'ref')?.replace(/^refs\/(heads|tags)\//, '')
    const commits = countAt(payload, 'commits')
    const commitsText = commits === undefined ? undefined : counted(commits, 'commit')
    const isDeleted = valueAt(payload, 'deleted') === true
    return joinParts(ref, isDeleted ? 'deleted' : commitsText, place)
  }
  if (event === 'ping') return joinParts(textAt(payload, 'zen'), place)
  const subject = valueAt(
    payload,
    Object.hasOwn(subjects, event) ? (subjects[event] ?? event) : event,
  )
  const number = textAt(subject, 'number')
  const title = firstTextOf(subject, ['title', 'name', 'tag_name', 'display_title'])
  const what = [number && `#${number}`, title].filter(Boolean).join(' ')
  const state = firstTextOf(subject, ['conclusion', 'status'])
  const who = what === '' ? textAt(payload, 'sender', 'login') : undefined
  return joinParts(what, state, who, place)
}
