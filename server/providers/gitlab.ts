// GitLab: told by X-Gitlab-Event; Idempotency-Key stays the same over retries, its other ids do not.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { whsecKey } from './signing/keys.ts'
import { standardWebhooksScheme } from './signing/standard-webhooks.ts'
import { tokenInHeader } from './signing/token.ts'

export const gitlab: Provider = {
  id: 'gitlab',
  label: 'GitLab',
  docsUrl: 'https://docs.gitlab.com/user/project/integrations/webhook_events/',
  facts: {
    detection: '`X-Gitlab-Event`',
    source: 'gitlabhq `web_hook_service.rb` and `lib/gitlab/web_hooks.rb`',
    unconfirmed: ['Whether signing tokens are switched on everywhere.', 'The default timeout.'],
  },
  paste: 'Project or group → Settings → Webhooks → Add new webhook → URL',
  toldBy: ['x-gitlab-event'],
  schemes: [
    standardWebhooksScheme({
      id: 'gitlab-signing-token',
      // The secret token may look like base64; it must not be taken for the signing token.
      readKey: (secret) => (secret.startsWith('whsec_') ? whsecKey(secret) : undefined),
    }),
    tokenInHeader('gitlab', 'X-Gitlab-Token'),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Signing token or secret token',
      hint: "From the webhook's settings: the signing token proves the body, the secret token only the sender.",
      example: 'whsec_…',
    },
  ],
  detect(evidence) {
    const { headers } = evidence
    const name = headers.get('x-gitlab-event')
    if (name === undefined) return undefined
    // The owner of a project can give the body any shape, so none of it may be relied upon.
    const payload = evidence.fields()
    return {
      event: payload.text('object_kind') ?? payload.text('event_name') ?? name,
      deliveryId: headers.get('idempotency-key') ?? headers.get('webhook-id') ?? null,
      gist: gistOf(payload),
    }
  },
}

function gistOf(payload: JsonView): string {
  const project = payload.text('project', 'path_with_namespace') ?? payload.text('project', 'name')
  const attributes = payload.at('object_attributes')
  const number = attributes.text('iid')
  const mark = payload.text('object_kind') === 'merge_request' ? '!' : '#'
  const title = attributes.text('title')
  const what = [number && mark + number, title].filter(Boolean).join(' ')
  const ref = payload.text('ref') ?? attributes.text('ref')
  const commits = Number(payload.text('total_commits_count') ?? payload.count('commits') ?? NaN)
  return joinParts(
    what,
    ref?.replace(/^refs\/(heads|tags)\//, ''),
    Number.isSafeInteger(commits) && counted(commits, 'commit'),
    attributes.text('action') ?? attributes.text('status'),
    project,
  )
}
