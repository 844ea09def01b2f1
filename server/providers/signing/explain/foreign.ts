// Whether another secret that the bin holds was used: of another provider, or of the same for another mode.

import { makerOf } from '../fits.ts'
import type { Cause } from './cause.ts'
import type { Mismatch } from './trial.ts'

export function explainForeign({ provider, claim, options, trial }: Mismatch): Cause | undefined {
  for (const { name, label, secret } of options.foreign) {
    const isMadeOver = makerOf(claim, secret)
    if (!isMadeOver || !trial.isFit(isMadeOver, trial.received)) continue
    const whose = `${label}${name === '' ? '' : ` («${name}»)`}`
    return {
      reason: 'secret-of-other',
      detail:
        label === provider.label
          ? `The signature is right for another secret that this bin holds of ${whose}, not for the one it was checked with. Use that one, or set the other at the sender.`
          : `The signature is right for the secret that this bin holds of ${whose}, not for that of ${provider.label}. Save it for ${provider.label} too, or set the right one at the sender.`,
    }
  }
  return undefined
}
