// GitHub: told by X-GitHub-Event; the same delivery id on every redelivery.

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
