// Which stored requests have to be judged anew when what a bin holds of one provider has changed.

import { custom } from '../providers/custom.ts'
import type { NewVerdict } from '../store/store.ts'
import type { RequestSummary } from '../wire/requests.ts'

export interface Wanted {
  /** Takes all of them, and maybe others. */
  readonly filter: string
  readonly takes: (request: RequestSummary) => boolean
  /** So many of the newest; default all. */
  readonly most?: number
  /** Whether what is found is worth more than what was known. */
  readonly isBetter?: (found: NewVerdict, reasonBefore: string | null) => boolean
}

/** All of the provider. */
export function ofProvider(id: string): Wanted {
  // The filter knows providers by their names as well.
  return { filter: `provider:"${id}"`, takes: ({ provider }) => provider?.id === id }
}

/** Those of one's own sender, and those of which nobody knows whose they are: its description decides. */
export const ofOwnOrNobody: Wanted = {
  filter: `provider:${custom.id} OR -has:provider`,
  takes: ({ provider, state }) => (provider ? provider.id === custom.id : state !== 'malformed'),
}

/** Of other providers: those that may have been signed with the secret that came, or with one that is gone. */
export function mixedUpWith(id: string): Wanted {
  return {
    filter: `sig:unknown OR sig:${mixedUp}`,
    takes: ({ provider, signature }) =>
      provider !== null && provider.id !== id && signature?.verdict === 'mismatch',
    most: 1_000,
    // What was tried before, thoroughly at times, need not be said anew.
    isBetter: ({ signature }, before) => before === mixedUp || signature?.reason === mixedUp,
  }
}

const mixedUp = 'secret-of-other'
