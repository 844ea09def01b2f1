// What a captured request offers its owner, over REST: each is fetched or kept only when it is asked for here.

import { changeOf } from '../live/announce.ts'
import { fetchedKeys } from '../providers/fetched-keys.ts'
import { type Offered, offeredBy } from '../providers/offers.ts'
import type { Look } from '../verdicts/look.ts'
import type { DeliveryWithBody } from '../wire/deliveries.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import {
  binRoute,
  failures,
  json,
  newRouter,
  ownerOnly,
  type Services,
  throwNotFound,
} from './context.ts'
import { deliveryWithBodySchema } from './delivery-schemas.ts'
import { seqParams } from './requests.ts'
import { secretsSchema } from './secret-schemas.ts'
import { applySecrets } from './secrets.ts'

const confirm = binRoute({
  method: 'post',
  path: '/bins/{bin}/requests/{seq}/confirm',
  summary: 'Fetch the URL in a request that validates the webhook; told and kept as a delivery.',
  middleware: ownerOnly,
  request: { params: seqParams },
  responses: {
    201: json(deliveryWithBodySchema, 'The delivery with its outcome, a failed one included.'),
    ...failures(400, 401, 403, 404, 503),
  },
})

const fetchKey = binRoute({
  method: 'post',
  path: '/bins/{bin}/requests/{seq}/fetch-key',
  summary:
    'Fetch the key or certificate that the signature of a request names, and keep it as one of the provider.',
  middleware: ownerOnly,
  request: { params: seqParams },
  responses: {
    201: json(secretsSchema, 'What is held of the provider now.'),
    ...failures(400, 401, 403, 404, 503),
  },
})

const keepSecret = binRoute({
  method: 'post',
  path: '/bins/{bin}/requests/{seq}/keep-secret',
  summary: 'Keep the secret that a handshake hands over as one of the provider.',
  middleware: ownerOnly,
  request: { params: seqParams },
  responses: {
    201: json(secretsSchema, 'What is held of the provider now.'),
    ...failures(400, 401, 403, 404, 503),
  },
})

export function offerRoutes(services: Services) {
  const { hub, fetcher, secrets, verdicts } = services

  async function offered(bin: BinId, seq: Seq): Promise<Look & { readonly offered: Offered }> {
    const look = (await verdicts.look(bin, seq)) ?? throwNotFound(`request #${seq} of a provider`)
    return { ...look, offered: offeredBy(look.provider, look.evidence) }
  }

  async function fetchFor(bin: BinId, seq: Seq, url: string, signal: AbortSignal) {
    const { delivery, body, changed } = await fetcher.fetch(bin, seq, url, signal)
    hub.announce({ type: 'delivered', bin, rev: changed.rev, delivery })
    const requests = [changeOf(changed.value)]
    hub.announce({ type: 'changed', bin, rev: changed.rev, requests })
    return { delivery, body }
  }

  /** Those that are not held already, as far as that can be known. */
  async function keep(bin: BinId, look: Look, found: readonly string[], name: string) {
    const { provider, held } = look
    const known = new Set(held.credentials.map(({ secret }) => secret))
    const fresh = found.filter((secret) => !known.has(secret))
    for (const secret of fresh) await secrets.add(bin, provider.id, { name, secret }, 'last')
    if (fresh.length > 0) applySecrets(services, bin, provider.id)
    const all = await secrets.list(bin)
    const none = { provider: provider.id, secrets: [], extra: {} }
    return all.find((one) => one.provider === provider.id) ?? none
  }

  return newRouter()
    .openapi(confirm, async (c) => {
      const { seq } = c.req.valid('param')
      const bin = c.var.bin.id
      const { offered: offers } = await offered(bin, seq)
      const { url } = offers.confirm ?? throwNotFound(`URL to confirm in request #${seq}`)
      const { delivery, body } = await fetchFor(bin, seq, url, c.req.raw.signal)
      const bodyBase64 = Buffer.from(body).toString('base64')
      const told: DeliveryWithBody = { ...delivery, bodyBase64 }
      return c.json(told, 201)
    })
    .openapi(fetchKey, async (c) => {
      const { seq } = c.req.valid('param')
      const bin = c.var.bin.id
      const { offered: offers, ...look } = await offered(bin, seq)
      const url = offers.keyUrl ?? throwNotFound(`address of a key in request #${seq}`)
      const { host } = new URL(url)
      const { delivery, body } = await fetchFor(bin, seq, url, c.req.raw.signal)
      const { outcome } = delivery
      if (outcome.type === 'error') throw notFetched(host, outcome.message)
      if (outcome.status !== 200) throw notFetched(host, `It answered ${outcome.status}.`)
      const keys = fetchedKeys(look.provider, look.signed, Buffer.from(body).toString())
      if (keys.length === 0) throw notFetched(host, 'What it answered is no key of the right kind.')
      return c.json(await keep(bin, look, keys, `from ${host}`), 201)
    })
    .openapi(keepSecret, async (c) => {
      const { seq } = c.req.valid('param')
      const { offered: offers, ...look } = await offered(c.var.bin.id, seq)
      const secret = offers.secret ?? throwNotFound(`secret in request #${seq}`)
      return c.json(await keep(c.var.bin.id, look, [secret], `handshake #${seq}`), 201)
    })
}

function notFetched(host: string, why: string): AppError {
  return new AppError('unavailable', `The key could not be had from ${host}. ${why}`)
}
