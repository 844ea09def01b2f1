// What helps a verdict: told from its reason alone.

import type { SignatureCheck } from '../../server/wire/requests.ts'

/** The one thing that may change a verdict for the better, or get round it. */
export type Remedy = 'add' | 'change' | 'url' | 'resign'

export function remedyOf({ verdict, reason }: SignatureCheck): Remedy | undefined {
  switch (verdict) {
    case 'no-secret':
    case 'unverifiable':
      return 'add'
    case 'stale':
      return reason === 'timestamp-future' ? undefined : 'resign'
    case 'mismatch':
      if (reason === 'url-differs') return 'url'
      // What was signed is the body in another form: the secret is right.
      return reason?.startsWith('signed-') ? undefined : 'change'
    default:
      return undefined
  }
}
