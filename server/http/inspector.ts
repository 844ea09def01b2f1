// Serves the built inspector: its page for every address of its own, its assets, and the headers that fence it (A3).

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'

/** `webRoot` is the folder that `vite build` filled. */
export function createInspector(webRoot: string) {
  const app = new Hono()
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        workerSrc: ["'self'"],
        frameSrc: ['blob:'],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      crossOriginOpenerPolicy: 'same-origin',
      // Set by whoever terminates TLS, who knows whether it may be.
      strictTransportSecurity: false,
    }),
  )
  app.use(compress())
  app.get('/', (c) => page(webRoot).then((html) => c.html(html, 200, noCache)))
  app.get('/b/*', (c) => page(webRoot).then((html) => c.html(html, 200, noCache)))
  if (!existsSync(webRoot)) return app
  app.use('/assets/*', keepForever, serveStatic({ root: webRoot }))
  app.use('/favicon.svg', serveStatic({ root: webRoot }))
  // Whoever comes by a link reads that nothing is there in the inspector; a program reads it as the API says it.
  app.get('*', async (c, next) => {
    if (c.req.path.startsWith('/api/') || !c.req.header('Accept')?.includes('text/html'))
      return next()
    return c.html(await page(webRoot), 404, noCache)
  })
  return app
}

/** The names of assets hold a hash of their content. Not serveStatic's `onFound`: it comes after the headers. */
const keepForever = createMiddleware(async (c, next) => {
  await next()
  if (c.res.ok) c.header('Cache-Control', 'public, max-age=31536000, immutable')
})

const noCache = { 'Cache-Control': 'no-cache' }

async function page(webRoot: string): Promise<string> {
  try {
    return await readFile(join(webRoot, 'index.html'), 'utf8')
  } catch {
    return '<!doctype html><title>Hooklens</title><p>The inspector is not built. Run <code>npm run build</code>, then reload.'
  }
}
