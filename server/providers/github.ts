// GitHub: told by X-GitHub-Event; the same delivery id on every redelivery.

import type { Evidence, Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { fieldsOfText, formOf, isForm } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const github: Provider = {
  id: 'github',
  label: 'GitHub',
  docsUrl: 'https://docs.github.com/en/webhooks/webhook-events-and-payloads',
  facts: {
    detection: '`X-GitHub-Event`',
    source: 'library `@octokit/webhooks-methods` 6.0.0, github/docs',
    unconfirmed: ['How many days a delivery can be sent again by hand.'],
  },
  paste: 'Repository, organisation or app → Settings → Webhooks → Add webhook → Payload URL',
  toldBy: ['x-github-event'],
  schemes: [
    hmacScheme({
      id: 'github',
      encoding: 'hex',
      carrier: inHeader('X-Hub-Signature-256', { prefix: 'sha256=' }),
    }),
    // Sent beside it for receivers of old.
    hmacScheme({
      id: 'github-sha1-legacy',
      algorithm: 'sha1',
      encoding: 'hex',
      carrier: inHeader('X-Hub-Signature', { prefix: 'sha1=' }),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: "The text typed into «Secret» in the webhook's settings; GitHub does not show it again.",
    },
  ],
  // There is no automatic retry: a failed delivery waits for someone to send it again.
  retries: { delays: [], most: 0, note: 'A delivery is sent again by hand or through the API.' },
  detect(evidence) {
    const { headers } = evidence
    const name = headers.get('x-github-event')
    if (name === undefined) return undefined
    const payload = payloadOf(evidence)
    const action = payload.text('action')
    return {
      event: action === undefined ? name : `${name}.${action}`,
      deliveryId: headers.get('x-github-delivery') ?? null,
      gist: gistOf(name, payload),
    }
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
