// What a scene is: an address, and the few steps that lead to what is to be seen.

import type { Page } from 'playwright-core'
import type { MintedBin } from '../../server/wire/bins.ts'

export interface Scene {
  readonly name: string
  /** Where the page begins: below the server's address. */
  readonly path: string
  /** Prepares the page before it is opened. */
  readonly before?: (page: Page) => Promise<unknown>
  /** What there is to wait for where the network never rests. */
  readonly shows?: string
  /** Brings the opened page into the state to be seen. */
  readonly prepare?: (page: Page) => Promise<unknown>
}

export interface Pictured {
  /** One of everything, with deliveries and marks. */
  readonly busy: MintedBin
  readonly empty: MintedBin
  /** One of everything, which scenes may change. */
  readonly batch: MintedBin
  /** Many requests over the last hour. */
  readonly hour: MintedBin
  /** With a relay, a secret and answers passed through. */
  readonly payments: MintedBin
  /** A request of each verdict on its signature. */
  readonly signed: MintedBin
  /** One of everything, and rules. */
  readonly ruled: MintedBin
  readonly serverUrl: string
  /** How it answers is in the path. */
  readonly receiverUrl: string
}

export function open({ id, ownerKey }: MintedBin, rest = ''): string {
  return `/b/${id}${rest}#key=${ownerKey}`
}

export function press(...keys: readonly string[]) {
  return async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key)
  }
}
