// GitLab: told by X-Gitlab-Event; Idempotency-Key stays the same over retries, its other ids do not.

import { counted, joinParts } from './plain-text.ts'
import type { Provider } from './provider.ts'
import { countAt, textAt, valueAt } from './read-fields.ts'

export const gitlab: Provider = {
  id: 'gitlab',
  label: 'GitLab',
  docsUrl: 'https://docs.gitlab.com/user/project/integrations/webhook_events/',
  detect(evidence) {
    const { headers } = evidence
    const name = headers.get('x-gitlab-event')
    if (name === undefined) return undefined
    // The owner of a project can give the body any shape, so none of it may be relied upon.
    const payload = evidence.json()
    return {
      event: textAt(payload, 'object_kind') ?? textAt(payload, 'event_name') ?? name,
      deliveryId: headers.get('idempotency-key') ?? headers.get('webhook-id') ?? null,
      signed: headers.has('webhook-signature') || headers.has('x-gitlab-token'),
      gist: gistOf(payload),
    }
  },
}

function gistOf(payload: unknown): string {
  const project =
    textAt(payload, 'project', 'path_with_namespace') ?? textAt(payload, 'project', 'name')
  const attributes = valueAt(payload, 'object_attributes')
  const number = textAt(attributes, 'iid')
  const mark = textAt(payload, 'object_kind') === 'merge_request' ? '!' : '#'
  const title = textAt(attributes, 'title')
  const what = [number && mark + number, title].filter(Boolean).join(' ')
  const ref = textAt(payload, 'ref') ?? textAt(attributes, 'ref')
  const commits = Number(
    textAt(payload, 'total_commits_count') ?? countAt(payload, 'commits') ?? NaN,
  )
  return joinParts(
    what,
    ref?.replace(/^refs\/(heads|tags)\//, ''),
    Number.isSafeInteger(commits) && counted(commits, 'commit'),
    textAt(attributes, 'action') ?? textAt(attributes, 'status'),
    project,
  )
}
