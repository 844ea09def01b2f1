// A real sender that tries again: undici's own, whose backoff and regard for Retry-After are documented.

import { Agent, RetryAgent } from 'undici'
import { onTestFinished } from 'vitest'

export interface RetryingOptions {
  /** It waits `minTimeout * 2 ** (attempt - 1)`, at most `maxTimeout`: https://undici.nodejs.org/#/docs/api/RetryHandler */
  readonly minTimeout: number
  readonly maxTimeout?: number
  readonly maxRetries: number
}

export type Send = (
  url: string,
  body: string,
  headers?: Readonly<Record<string, string>>,
) => Promise<void>

/** What it returns sends, and resolves once it succeeded or gave up. */
export function retryingSender(options: RetryingOptions): Send {
  const agent = new RetryAgent(new Agent(), { ...options, methods: ['POST'] })
  onTestFinished(() => agent.close())
  return async (url, body, headers = {}) => {
    const { origin, pathname } = new URL(url)
    try {
      const answer = await agent.request({ origin, path: pathname, method: 'POST', body, headers })
      await answer.body.dump()
    } catch {
      // It gave up.
    }
  }
}
