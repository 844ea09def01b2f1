import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from '@hono/zod-openapi'
import { expect, onTestFinished, test } from 'vitest'
import { createDevelopmentKeys } from '../../server/access/development-keys.ts'
import { accessOf } from '../../server/access/keys.ts'
import { createMintLimit } from '../../server/access/mint-limit.ts'
import { createSealer } from '../../server/access/sealer.ts'
import { createSecretKey } from '../../server/access/secret-key.ts'
import { createSecrets } from '../../server/access/secrets.ts'
import { createApi } from '../../server/api/app.ts'
import { binUrls } from '../../server/api/bin-urls.ts'
import { createBulk } from '../../server/delivery/bulk.ts'
import { createFetcher } from '../../server/delivery/fetch.ts'
import { internet } from '../../server/delivery/network.ts'
import { createPreparer } from '../../server/delivery/prepare.ts'
import { createReplayer } from '../../server/delivery/replay.ts'
import { createTargetGuard } from '../../server/delivery/target-guard.ts'
import { createWays } from '../../server/delivery/ways.ts'
import { createHub } from '../../server/live/hub.ts'
import { createRelays } from '../../server/relay/relays.ts'
import { openStore } from '../../server/store/open.ts'
import { createVerdicts } from '../../server/verdicts/verdicts.ts'
import { call } from '../support/call.ts'
import { startTestServer, temporaryFolder } from '../support/server.ts'

interface Operation {
  readonly summary?: string
  readonly security?: readonly Record<string, readonly string[]>[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> }
  readonly responses: Record<
    string,
    { description: string; content?: Record<string, { schema: object }> }
  >
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: object
}

interface Document {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: {
    readonly schemas: Record<string, object>
    readonly securitySchemes: Record<string, object>
  }
}

/** What anyone may call: there is no bin yet whose key could be asked for. */
const publicOperations = ['POST /api/bins', 'GET /api/providers']

/** Routes that describe the API instead of being part of it. */
const aboutTheApi = ['GET /api/openapi.json', 'GET /api/docs']

async function fetchDocument(): Promise<Document> {
  const { json } = await call(await startTestServer(), 'GET /openapi.json')
  return json
}

/** `[name, operation]` of each, the name like `GET /api/bins/{bin}`. */
function operationsOf(
  document: Document,
): readonly (readonly [name: string, operation: Operation])[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  )
}

test('[M1] the API describes itself as OpenAPI 3.1', async () => {
  const document = await fetchDocument()

  expect(document.openapi).toMatch(/^3\.1\.\d$/)
  expect(document.info).toMatchObject({
    title: 'Hooklens',
    version: expect.stringMatching(/^\d+\./),
  })
})

test('[M1] the document has every route of the API, and no other', async () => {
  const store = await openStore(join(await temporaryFolder(), 'routes.db'), {
    limits: { requestsPerBin: 10, bytesPerBin: 1_000, totalBytes: 10_000 },
  })
  onTestFinished(() => store.close())
  const onFailure = (error: unknown) => expect.unreachable(String(error))
  const guard = createTargetGuard({ boundToLoopback: true, allow: [] })
  const sealer = createSealer(createSecretKey(undefined, ''))
  const preparer = createPreparer({
    maxBodyBytes: 1,
    credentialsOf: async () => new Map(),
    developmentKeyOf: async () => undefined,
    now: Date.now,
  })
  const relays = createRelays({
    store,
    outcomes: store,
    accessOf,
    urlsOf: ({ id }, origin) => binUrls(id, origin),
    now: Date.now,
    newId: () => 'dlv_1',
    onChange: () => {},
    onKept: () => {},
    onFailure,
  })
  const ways = createWays({ guard, relayTo: relays.wayTo, serverUrl: () => 'http://localhost' })
  const replayer = createReplayer({
    store,
    preparer,
    network: internet,
    ways,
    now: Date.now,
    newId: () => 'dlv_1',
  })
  const api = createApi({
    store,
    relays,
    ways,
    capture: { forgetRules: () => {}, nextTurns: async () => () => 1 },
    verdicts: createVerdicts({
      ...{ store, takeTurn: nextTurn, onFailure, publicUrl: undefined },
      credentialsOf: async () => new Map(),
      settled: async () => {},
      onProgress: () => {},
      onChanged: () => {},
    }),
    hub: createHub({ store, onFailure }),
    replayer,
    fetcher: createFetcher({
      guard,
      network: internet,
      store,
      now: Date.now,
      newId: () => 'dlv_1',
    }),
    bulk: createBulk({
      store,
      replayer,
      now: Date.now,
      newId: () => 'run_1',
      newSeed: () => 1,
      takeTurn: nextTurn,
      onProgress: () => {},
      onDelivered: () => {},
      onFailure,
    }),
    secrets: createSecrets({ store, sealer, now: Date.now }),
    developmentKeys: createDevelopmentKeys({ store, sealer, now: Date.now }),
    mintLimit: createMintLimit(Date.now),
    limits: { bodyBytes: 1, requests: 1, bytes: 1, expiresAfterMs: null },
    now: Date.now,
    version: '1.2.3',
    publicUrl: undefined,
    takeTurn: nextTurn,
    onFailure,
  })

  const documented = operationsOf(await fetchDocument()).map(([name]) => name)

  const routed = api.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    .filter((name) => !aboutTheApi.includes(name))
  expect(documented.toSorted()).toEqual([...new Set(routed)].toSorted())
  expect(documented.length).toBeGreaterThan(10)
})

test('[M1] every reference in the document leads somewhere', async () => {
  const document = await fetchDocument()

  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, ref = '']) => ref,
  )

  expect(references.length).toBeGreaterThan(10)
  for (const reference of new Set(references)) {
    expect(reference).toMatch(/^#\/components\/schemas\/\w+$/)
    expect(document.components.schemas).toHaveProperty(reference.replace(/^.*\//, ''))
  }
})

test('[M1] every operation says what it does, what it needs and what it answers', async () => {
  const document = await fetchDocument()

  for (const [name, operation] of operationsOf(document)) {
    const statuses = Object.keys(operation.responses)
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
    expect(operation.summary, name).toMatch(/^[A-Z].*\.$/)
    expect(
      statuses.filter((status) => status.startsWith('2')),
      name,
    ).toHaveLength(1)
    expect(declared.map((parameter) => parameter.name).toSorted(), name).toEqual(inPath.toSorted())
    expect(
      declared.every(({ required }) => required),
      name,
    ).toBe(true)
    if (publicOperations.includes(name)) expect(operation.security, name).toBeUndefined()
    else {
      expect(operation.security, name).toEqual([{ key: [] }])
      expect(statuses, name).toEqual(expect.arrayContaining(['401', '403', '404']))
    }
    if (operation.requestBody) {
      expect(Object.keys(operation.requestBody.content), name).toEqual(['application/json'])
      expect(statuses, name).toEqual(expect.arrayContaining(['400', '413']))
    }
    for (const status of statuses.filter((code) => !code.startsWith('2'))) {
      expect(operation.responses[status]?.content, `${name} ${status}`).toEqual({
        'application/json': { schema: { $ref: '#/components/schemas/Error' } },
      })
    }
  }
  expect(document.components.securitySchemes).toMatchObject({
    key: { type: 'http', scheme: 'bearer' },
  })
})

test('[M1] the document tells the bounds and defaults of a list', async () => {
  const document = await fetchDocument()

  const { parameters = [] } = document.paths['/api/bins/{bin}/requests']?.get ?? {}

  const schemas = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]))
  expect(schemas).toMatchObject({
    after: { type: 'integer', minimum: 0 },
    before: { type: 'integer', minimum: 0 },
    limit: { type: 'integer', minimum: 1, maximum: 2000, default: 100 },
    order: { type: 'string', enum: ['asc', 'desc'], default: 'desc' },
  })
})

test('[M1] what the API answers is what the document promises', async () => {
  const server = await startTestServer()
  const document: Document = (await call(server, 'GET /openapi.json')).json
  const minted = await call(server, 'POST /bins')
  const { id, ownerKey: key, captureUrl } = minted.json
  await fetch(captureUrl, {
    method: 'POST',
    body: '{"type":"a"}',
    headers: { 'Stripe-Signature': 't=1,v1=a' },
  })
  const replay = await call(server, `POST /bins/${id}/requests/1/replay`, {
    key,
    json: { target: `${server.url}/healthz` },
  })
  const failed = await call(server, `POST /bins/${id}/requests/1/replay`, {
    key,
    json: { target: 'http://localhost:1/' },
  })

  const answers: readonly (readonly [operation: string, status: number, answer: unknown])[] = [
    ['POST /api/bins', 201, minted.json],
    ['GET /api/bins/{bin}', 200, (await call(server, `GET /bins/${id}`, { key })).json],
    ['GET /api/bins/{bin}', 404, (await call(server, 'GET /bins/none')).json],
    ['GET /api/bins/{bin}', 401, (await call(server, `GET /bins/${id}`)).json],
    [
      'GET /api/bins/{bin}/requests',
      200,
      (await call(server, `GET /bins/${id}/requests`, { key })).json,
    ],
    [
      'GET /api/bins/{bin}/requests/{seq}',
      200,
      (await call(server, `GET /bins/${id}/requests/1`, { key })).json,
    ],
    ['POST /api/bins/{bin}/requests/{seq}/replay', 201, replay.json],
    ['POST /api/bins/{bin}/requests/{seq}/replay', 201, failed.json],
    [
      'GET /api/bins/{bin}/deliveries',
      200,
      (await call(server, `GET /bins/${id}/deliveries`, { key })).json,
    ],
  ]

  const operations = new Map(operationsOf(document))
  for (const [name, status, answer] of answers) {
    const { schema = {} } =
      operations.get(name)?.responses[status]?.content?.['application/json'] ?? {}
    expect(accepts(document, schema, answer), `${name} ${status}`).toBe('yes')
    expect(accepts(document, schema, { strange: true }), `${name} ${status}`).not.toBe('yes')
  }
})

/** `yes`, or what the schema of the document finds wrong with the value. */
function accepts(document: Document, schema: object, value: unknown): string {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas })
  const parsed = z
    .fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')))
    .safeParse(value)
  return parsed.success ? 'yes' : z.prettifyError(parsed.error)
}
