// Keeps the outcomes of deliveries that end together in one commit, as captures are: many at once cost one sync.

import type { NewDelivery, Store } from '../store/store.ts'
import type { BinId } from '../wire/ids.ts'

export type OutcomeWriter = Pick<Store, 'addDelivery'>

type Added = Awaited<ReturnType<Store['addDelivery']>>

interface Waiting extends NewDelivery {
  readonly resolve: (added: Added) => void
  readonly reject: (error: unknown) => void
}

const longestGatherMs = 20
/** Commits stand in the way of everything else: they get a fifth of the time at most. */
const gatherPerCommit = 4

/** Gathers for a few times as long as the last commit took: on a slow disk more share one. */
export function createOutcomeWriter(
  store: Pick<Store, 'addDelivery' | 'addDeliveries'>,
): OutcomeWriter {
  const waiting = new Map<BinId, Waiting[]>()
  let gatherMs = 0

  async function flush(bin: BinId): Promise<void> {
    const all = waiting.get(bin) ?? []
    waiting.delete(bin)
    try {
      const startedAt = performance.now()
      const added = await store.addDeliveries(bin, all)
      gatherMs = Math.min(longestGatherMs, gatherPerCommit * (performance.now() - startedAt))
      all.forEach(({ resolve }, index) => {
        const value = added?.value[index]
        resolve(added && value && { rev: added.rev, value })
      })
    } catch {
      // One may be too large for what room is left where the others are not.
      for (const { delivery, body, resolve, reject } of all) {
        await store.addDelivery(bin, delivery, body).then(resolve, reject)
      }
    }
  }

  return {
    addDelivery: (bin, delivery, body) =>
      new Promise((resolve, reject) => {
        const one = { delivery, body, resolve, reject }
        const others = waiting.get(bin)
        if (others) return void others.push(one)
        waiting.set(bin, [one])
        setTimeout(flush, gatherMs, bin)
      }),
  }
}
