// Waits for what the set-up prepares while tests run: the built inspector and the browser.

import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers once it is ready. */
    inspectorReady: string
  }
}

export async function inspectorReady(): Promise<void> {
  const response = await fetch(inject('inspectorReady'))
  if (!response.ok) throw new Error(`The inspector was not built. ${await response.text()}`)
}
