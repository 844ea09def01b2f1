// Everything that is not a capture, as one Hono app: health, the guarded API, the inspector.

import type { HttpBindings } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import type { Api } from '../api/app.ts'
import type { ApiEnv } from '../api/context.ts'
import { errorBody, errorStatus } from '../wire/errors.ts'
import type { Guard } from './guard.ts'
import { createInspector } from './inspector.ts'
import type { createRemoteAddress } from './remote-address.ts'

export interface AppOptions {
  readonly api: Api
  readonly guard: Guard
  readonly remoteAddressOf: ReturnType<typeof createRemoteAddress>
  readonly webRoot: string
  /** Resolves when requests can be served; rejects with the reason when not (O1). */
  readonly checkReady: () => Promise<void>
}

interface AppEnv extends ApiEnv {
  readonly Bindings: HttpBindings
}

export function createApp({ api, guard, remoteAddressOf, webRoot, checkReady }: AppOptions) {
  const app = new OpenAPIHono<AppEnv>()
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    try {
      await checkReady()
      return c.json({ status: 'ready' })
    } catch {
      return c.json(
        errorBody('unavailable', 'The server is stopping or its database does not answer.'),
        503,
      )
    }
  })
  app.use('/api/*', guarded(guard, remoteAddressOf))
  app.route('/', api)
  app.route('/', createInspector(webRoot))
  app.notFound((c) => c.json(errorBody('not-found', `There is nothing at ${c.req.path}.`), 404))
  return app
}

/** Applies the guard where the router has already decided that this is the API: no spelling of the path gets by. */
function guarded(guard: Guard, remoteAddressOf: AppOptions['remoteAddressOf']) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const result = guard(c.env.incoming)
    if (result.type === 'denied') {
      return c.json(errorBody(result.code, result.message), errorStatus[result.code] as 403) // Both codes map to 403.
    }
    c.set('origin', `http://${result.host}`)
    c.set('sender', remoteAddressOf(c.env.incoming))
    await next()
    // Refused before all of its body was here: nothing can follow it on this connection, and a client must not try.
    if (!c.env.incoming.complete) c.header('Connection', 'close')
    return undefined
  })
}
