// What every resource needs: the services, who is asking, and how failures become answers.

import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { DevelopmentKeys } from '../access/development-keys.ts'
import { accessOf } from '../access/keys.ts'
import type { MintLimit } from '../access/mint-limit.ts'
import type { Secrets } from '../access/secrets.ts'
import type { Capture } from '../capture/route.ts'
import type { Bulk } from '../delivery/bulk.ts'
import type { Fetcher } from '../delivery/fetch.ts'
import type { Replayer } from '../delivery/replay.ts'
import type { Ways } from '../delivery/ways.ts'
import type { Hub } from '../live/hub.ts'
import type { Relays } from '../relay/relays.ts'
import type { BinRecord, Store } from '../store/store.ts'
import type { Verdicts } from '../verdicts/verdicts.ts'
import type { Access, Bin, BinLimits } from '../wire/bins.ts'
import { AppError, errorBody, errorStatus, isExpected } from '../wire/errors.ts'
import { parseBinId } from '../wire/ids.ts'
import { binUrls } from './bin-urls.ts'
import { errorSchema } from './schemas.ts'

export interface Services {
  readonly store: Store
  readonly hub: Hub
  readonly replayer: Replayer
  readonly ways: Ways
  readonly relays: Relays
  readonly bulk: Bulk
  readonly fetcher: Fetcher
  readonly secrets: Secrets
  readonly developmentKeys: DevelopmentKeys
  readonly verdicts: Verdicts
  readonly capture: Pick<Capture, 'forgetRules' | 'nextTurns'>
  readonly limits: BinLimits
  readonly mintLimit: MintLimit
  readonly now: () => number
  readonly version: string
  /** Where the world reaches the server; undefined means wherever the browser did. */
  readonly publicUrl: string | undefined
  /** Resolves when a long read may go on: with many of them, one after the other. */
  readonly takeTurn: () => Promise<void>
  readonly onFailure: (error: unknown) => void
}

export interface ApiEnv {
  readonly Variables: {
    /** Where the client reached us, its host checked by the guard that set it. */
    readonly origin: string
    /** The client's address. */
    readonly sender: string
    /** Both set by `authorise`. */
    readonly bin: BinRecord
    readonly access: Access
  }
}

/** A router whose validation errors read like every other error. */
export function newRouter(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const [issue] = result.error.issues
      const place = [result.target, ...(issue?.path ?? [])].join('.')
      return c.json(errorBody('bad-request', `${place}: ${issue?.message ?? 'is not valid'}`), 400)
    },
  })
}

/** Lets a request through with the bin's record and what its key allows; answers 401 or 404 otherwise (A1). */
export function authorise(services: Services) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const id = parseBinId(c.req.param('bin') ?? '')
    const bin = id && (await services.store.getBin(id))
    if (!bin)
      throw new AppError('not-found', 'There is no such bin. It may have expired or been deleted.')
    const [, key] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (!key) {
      throw new AppError('unauthorized', "Send the bin's key as 'Authorization: Bearer <key>'.")
    }
    const access = accessOf(key, bin)
    if (!access) throw new AppError('unauthorized', 'The key does not open this bin.')
    c.set('bin', bin)
    c.set('access', access)
    await next()
  })
}

/** Refuses whoever holds only the view key. */
export const ownerOnly = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.var.access !== 'owner') {
    throw new AppError('forbidden', 'The view key only reads. Use the owner key to change the bin.')
  }
  await next()
})

/** Maps errors to answers, once for the whole API. Unexpected ones are reported, never shown. */
export function answerError(error: Error, c: Context, services: Services): Response {
  if (error instanceof AppError) {
    if (!isExpected(error)) services.onFailure(error)
    const status = errorStatus[error.code] as ContentfulStatusCode // All of them may have a body.
    return c.json(errorBody(error.code, error.message, error.flaws), status)
  }
  // The validator throws these two before a schema sees the body.
  if (error instanceof HTTPException && (error.status === 400 || error.status === 415)) {
    const message =
      error.status === 400
        ? 'The body is not valid JSON.'
        : "Send the body as JSON, with 'Content-Type: application/json'."
    return c.json(errorBody('bad-request', message), 400)
  }
  services.onFailure(error)
  return c.json(errorBody('internal', 'Hooklens failed; its log says why.'), 500)
}

/** A bin as `access` may see it. */
export function presentBin(
  record: BinRecord,
  access: Access,
  services: Pick<Services, 'limits' | 'publicUrl'>,
  origin: string,
): Bin {
  const { id, name, createdAt, lastUsedAt, persistent, firstSeq, lastSeq, rev, requests, bytes } =
    record
  const { limits } = services
  const isForever = persistent || limits.expiresAfterMs === null
  return {
    id,
    name,
    createdAt,
    lastUsedAt,
    expiresAt: isForever ? null : lastUsedAt + (limits.expiresAfterMs ?? 0),
    persistent,
    ...binUrls(id, services.publicUrl ?? origin),
    firstSeq,
    lastSeq,
    rev,
    requests,
    bytes,
    limits,
    access,
  }
}

/** A route of a bin: needs a key, and says so in the OpenAPI document. */
export function binRoute<const R extends RouteConfig>(route: R) {
  return createRoute({ security: [{ key: [] }], ...route })
}

/** A JSON answer of the OpenAPI document. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { content: { 'application/json': { schema } }, description }
}

/** The error answers of a route; each maps from codes listed in `wire/errors.ts`. */
export function failures<const Status extends number>(...statuses: readonly Status[]) {
  const described: Partial<Record<number, string>> = {
    400: 'The request is not valid.',
    401: 'The key is missing or wrong.',
    403: 'Not allowed with this key, from this page or to this target.',
    404: 'There is no such thing.',
    409: 'It exists already.',
    413: 'Too large.',
    429: 'Too many at once.',
    503: 'Not possible at the moment.',
  }
  const answers = statuses.map((status) => [
    status,
    json(errorSchema, described[status] ?? 'An error.'),
  ])
  return Object.fromEntries(answers) as Record<Status, ReturnType<typeof json<typeof errorSchema>>>
}

export const binParams = z.object({ bin: z.string().openapi({ example: 'stripe-dev' }) })

export function throwNotFound(what: string): never {
  throw new AppError(
    'not-found',
    `There is no ${what}. It may have been deleted, or dropped to make room.`,
  )
}
