// Telegram: told by its token header, or by what an update looks like; the token is the whole proof.

import type { Evidence, Provider } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import type { JsonView } from './reading/json-view.ts'
import { joinParts } from './reading/plain-text.ts'
import { tokenInHeader } from './signing/token.ts'

export const telegram: Provider = {
  id: 'telegram',
  label: 'Telegram',
  docsUrl: 'https://core.telegram.org/bots/api#setwebhook',
  facts: {
    detection:
      '`X-Telegram-Bot-Api-Secret-Token`, or no user agent and a body with `update_id` and an update',
    source: 'tdlib/telegram-bot-api',
    unconfirmed: ['Which characters a secret token may have.', 'When an update expires.'],
  },
  paste: 'The `url` of the Bot API method `setWebhook`',
  schemes: [tokenInHeader('telegram', 'X-Telegram-Bot-Api-Secret-Token')],
  fields: [
    {
      name: 'secret',
      label: 'Secret token',
      hint: 'The `secret_token` given to `setWebhook`.',
    },
  ],
  retries: {
    delays: [],
    note: 'With doubling gaps of at most one to two minutes until the update expires; `Retry-After` is heeded.',
  },
  toldBy: ['x-telegram-bot-api-secret-token'],
  toldByContent: { keys: ['update_id'] },
  detect(evidence) {
    const { headers } = evidence
    const hasToken = headers.has('x-telegram-bot-api-secret-token')
    if (!hasToken && !mayBeUpdate(evidence)) return undefined
    const payload = evidence.fields()
    const id = payload.text('update_id')
    const kind = kindOf(payload)
    const isUpdate = id !== undefined && /^\d+$/.test(id) && kind !== undefined
    if (!hasToken && !isUpdate) return undefined
    return {
      event: kind ?? null,
      deliveryId: id ?? null,
      gist: kind === undefined ? '' : gistOf(payload.at(kind)),
    }
  },
  secretFlaw(secret) {
    return /^\d{5,}:[\w-]{30,}$/.test(secret)
      ? 'This is the token of a bot. The secret token is the one given to setWebhook beside it.'
      : undefined
  },
}

/** Telegram writes the id first, and is one of the few senders that name no user agent. */
function mayBeUpdate({ method, headers, body }: Evidence): boolean {
  return method === 'POST' && !headers.has('user-agent') && bodyHas(body, '"update_id"', 256)
}

/** An update is named by the one object beside its id. */
function kindOf(payload: JsonView): string | undefined {
  return payload
    .keys()
    .slice(0, 4)
    .find((key) => key !== 'update_id' && payload.at(key).kind === 'object')
}

function gistOf(update: JsonView): string {
  const message = update.at('message')
  const from = update.at('from')
  const chat = update.at('chat').kind === 'object' ? update.at('chat') : message.at('chat')
  return joinParts(
    update.firstText(['text', 'caption', 'data', 'query', 'question']) ??
      update.text('new_chat_member', 'status'),
    from.text('username') ?? from.text('first_name'),
    chat.text('title'),
  )
}
