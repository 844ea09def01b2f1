// Keeps verdicts in step with what bins hold of their providers: starts what computes them anew, one at a time for each
// provider of a bin, ends it, and takes it up again after the server was stopped.

import { custom } from '../providers/custom.ts'
import type { BinCredentials } from '../providers/examine.ts'
import { providerOf } from '../providers/index.ts'
import type { AppendOutcome, NewRequest, Recheck, Store } from '../store/store.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { RequestSummary } from '../wire/requests.ts'
import type { Checking } from '../wire/verdicts.ts'
import { createExplainer } from './explainer.ts'
import { type Handshake, handshakeOf } from './handshake.ts'
import { createJudge, createNewJudge } from './judge.ts'
import { createLookAt, createReadStored, type Look } from './look.ts'
import { recheck } from './recheck.ts'
import { mixedUpWith, ofOwnOrNobody, ofProvider } from './wanted.ts'

export interface VerdictsOptions {
  readonly store: Store
  /** What the bin holds of its providers; never fails for what cannot be opened. */
  readonly credentialsOf: (bin: BinId) => Promise<BinCredentials>
  /** Resolves when all requests checked so far are stored. */
  readonly settled: () => Promise<void>
  readonly publicUrl: string | undefined
  readonly takeTurn: () => Promise<void>
  readonly onProgress: (bin: BinId, checking: Checking) => void
  /** `isTold`: whose they are may have changed as well. */
  readonly onChanged: (
    bin: BinId,
    rev: number,
    requests: readonly RequestSummary[],
    isTold: boolean,
  ) => void
  readonly onFailure: (error: unknown) => void
}

export interface Verdicts {
  /** What the bin holds of the provider has changed, and whoever checks what arrives knows it. Replaces one under way. */
  recheck(bin: BinId, provider: string): Checking
  /** Ends it, and what is not computed stays as it was; undefined when there is none under way. */
  cancel(bin: BinId, provider: string): Promise<Checking | undefined>
  /** Those under way. */
  list(bin: BinId): readonly Checking[]
  /** Looks for the cause of mismatches that could not be found as they came. */
  explainCommitted(requests: readonly NewRequest[], outcome: AppendOutcome): void
  /** The same for one that is being looked at. */
  explain(bin: BinId, seq: Seq): void
  /** A stored request as its provider sees it; undefined when it is gone or of no provider. */
  look(bin: BinId, seq: Seq): Promise<Look | undefined>
  /** How a stored request that validates the URL would be answered by now; undefined when it does not. */
  handshake(bin: BinId, seq: Seq): Promise<Handshake | undefined>
  /** The bin is gone. */
  end(bin: BinId): void
  /** Takes up what the server was stopped in. */
  resume(): Promise<void>
  /** Resolves when nothing is computed any more; what was under way is taken up at the next start. */
  close(): Promise<void>
}

interface Active {
  readonly bin: BinId
  checking: Checking
  /** `replaced` and `stopped` leave the note in the store that it is to be done. */
  stop(as: 'cancelled' | 'replaced' | 'stopped'): void
  readonly ended: Promise<void>
}

const tellEveryMs = 100

export function createVerdicts(options: VerdictsOptions): Verdicts {
  const { store, credentialsOf, settled, takeTurn, onProgress, onChanged, onFailure } = options
  const read = createReadStored(options)
  const lookAt = createLookAt(read)
  const judge = createJudge(lookAt, onFailure)
  const judgeAnew = createNewJudge(read, onFailure)
  const { explain, ...explainer } = createExplainer({
    ...options,
    judge,
    changes: () => changes,
    onChanged: (bin, rev, requests) => onChanged(bin, rev, requests, false),
  })
  const active = new Map<string, Active>()
  let changes = 0
  let isClosed = false

  function start(bin: BinId, id: string): Checking {
    const begun: Checking = { provider: id, state: 'running', total: 0, done: 0, changed: 0 }
    changes += 1
    if (isClosed) return begun
    const key = `${bin} ${id}`
    const before = active.get(key)
    before?.stop('replaced')
    const stopping = new AbortController()
    const { signal } = stopping
    let stoppedAs: 'cancelled' | 'replaced' | 'stopped' | undefined
    let toldAt = Number.NEGATIVE_INFINITY

    function tell(change: Partial<Checking>): void {
      one.checking = { ...one.checking, ...change }
      const now = performance.now()
      if (one.checking.state === 'running' && now - toldAt < tellEveryMs) return
      toldAt = now
      onProgress(bin, one.checking)
    }

    /** Whoever stops it need not wait for a turn in which nothing is done. */
    function turnOrStop(): Promise<void> {
      return new Promise((resolve, reject) => {
        const go = () => {
          signal.removeEventListener('abort', go)
          resolve()
        }
        if (signal.aborted) return go()
        signal.addEventListener('abort', go)
        takeTurn().then(go, reject)
      })
    }

    async function carryOut(): Promise<void> {
      await before?.ended
      await settled()
      const asked = await noteOf(bin, id)
      if (!asked) return
      // Which requests are of one's own sender depends on what is said of it.
      const isTold = id === custom.id
      const how = { bin, store, credentialsOf, takeTurn: turnOrStop, signal }
      await recheck({
        ...how,
        judge: isTold ? judgeAnew : judge,
        wanted: isTold ? ofOwnOrNobody : ofProvider(id),
        onCounted: (total) => tell({ total }),
        onWritten(done, rev, requests) {
          if (requests.length > 0) onChanged(bin, rev, requests, isTold)
          for (const { seq, signature } of requests) if (signature?.isProvisional) explain(bin, seq)
          const { checking } = one
          tell({ done: checking.done + done, changed: checking.changed + requests.length })
        },
      })
      await recheck({
        ...{ ...how, judge, wanted: mixedUpWith(id), onCounted() {} },
        onWritten(_done, rev, requests) {
          if (requests.length > 0) onChanged(bin, rev, requests, false)
        },
      })
      if (stoppedAs === undefined || stoppedAs === 'cancelled') await store.endRecheck(asked)
    }

    function finish(state: Checking['state']): void {
      if (active.get(key) === one) active.delete(key)
      if (stoppedAs !== 'replaced') tell({ state: stoppedAs === undefined ? state : 'cancelled' })
    }

    const one: Active = {
      bin,
      checking: begun,
      stop(as) {
        stoppedAs ??= as
        stopping.abort()
      },
      ended: takeTurn()
        .then(carryOut)
        .then(
          () => finish('done'),
          (error) => {
            onFailure(error)
            finish('failed')
          },
        ),
    }
    active.set(key, one)
    return begun
  }

  async function noteOf(bin: BinId, provider: string): Promise<Recheck | undefined> {
    return (await store.listRechecks(bin)).find((one) => one.provider === provider)
  }

  return {
    recheck: start,

    async cancel(bin, provider) {
      const found = active.get(`${bin} ${provider}`)
      if (!found) return undefined
      found.stop('cancelled')
      await found.ended
      return found.checking
    },

    list: (bin) =>
      [...active.values()].filter((one) => one.bin === bin).map(({ checking }) => checking),

    explainCommitted(requests, { results }) {
      for (const [index, { bin, signature }] of requests.entries()) {
        const result = results[index]
        if (signature?.isProvisional && result?.type === 'stored') explain(bin, result.seq)
      }
    },

    explain,

    async handshake(bin, seq) {
      const stored = await read(bin, seq)
      const held = await credentialsOf(bin)
      try {
        return handshakeOf(stored, held)
      } catch (error) {
        onFailure(error)
        return undefined
      }
    },

    look: async (bin, seq) => lookAt(bin, seq, await credentialsOf(bin)),

    end(bin) {
      for (const one of active.values()) if (one.bin === bin) one.stop('cancelled')
    },

    async resume() {
      for (const note of await store.listRechecks()) {
        // Keys made here are kept like secrets, and check nothing.
        if (providerOf(note.provider)) start(note.bin, note.provider)
        else await store.endRecheck(note)
      }
    },

    async close() {
      isClosed = true
      const all = [...active.values()]
      for (const one of all) one.stop('stopped')
      await Promise.all([explainer.close(), ...all.map(({ ended }) => ended)])
    },
  }
}
