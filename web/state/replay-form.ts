// The replay of one request as it stands in the drawer: its edit, what of it is in sight, and sending it.

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { ReplayOptions } from '../../server/wire/deliveries.ts'
import type { CapturedRequest, RequestSummary } from '../../server/wire/requests.ts'
import type { Run } from '../../server/wire/runs.ts'
import type { DeliveryApi } from '../delivery-api.ts'
import { type EditGroup, editOf, flawsOf, groupsOf, isSound } from '../text/replay-edit.ts'
import { resolveTarget } from '../text/resolve-target.ts'
import type { BinSession } from './bin-session.ts'
import { createReplayDraft, type ReplayDraft } from './replay-draft.ts'
import type { KeyValueStore } from './stored.ts'
import { createWay, type Way } from './way.ts'

export interface ReplayForm {
  readonly request: RequestSummary
  readonly replay: BinSession['replay']
  readonly draft: ReplayDraft
  /** Where it would go; undefined while the target is none. */
  readonly url: ReadonlySignal<string | undefined>
  /** The parts that are unfolded. */
  readonly open: Signal<ReadonlySet<EditGroup>>
  /** Whether the focus is to go into the editor that has just been unfolded. */
  readonly isEditing: Signal<boolean>
  readonly way: Way
  readonly repeat: Repeat
  /** Whether the bin holds a secret to sign with. */
  readonly canResign: Signal<boolean>
  /** Unfolds what one mostly wants to edit: the body, or without one what stands in the first line. */
  openEditor(): void
  /**
   * Does nothing while a part cannot be sent: the part says why. Resolves to the run, where it is sent several times;
   * rejects when that cannot begin.
   */
  send(captured: CapturedRequest | undefined): Promise<Run | undefined>
  close(): void
}

/** Sending it several times. */
export interface Repeat {
  readonly times: Signal<number>
  readonly concurrency: Signal<number>
  readonly delayMs: Signal<number>
}

export interface ReplayFormDeps {
  readonly session: BinSession
  readonly request: RequestSummary
  readonly api: Pick<DeliveryApi, 'findWay'>
  /** Of this tab. */
  readonly storage: KeyValueStore
}

export function createReplayForm({ session, request, api, storage }: ReplayFormDeps): ReplayForm {
  const { id, replay, relays } = session
  const { seq, provider } = request
  const draft = replay.drafts.get(seq) ?? createReplayDraft(seq, { bin: id, storage })
  replay.drafts.set(seq, draft)
  const open = signal<ReadonlySet<EditGroup>>(groupsOf(draft.changes.peek()))
  const isEditing = signal(false)
  const way = createWay({ api, target: replay.draft, relays })
  const repeat: Repeat = { times: signal(1), concurrency: signal(1), delayMs: signal(0) }
  const canResign = signal(false)

  function options(): ReplayOptions {
    const { resign, ...rest } = replay.optionsFor(replay.draft.peek().trim(), provider?.id)
    const via = way.hasRelay.peek() ? way.wanted.peek() : undefined
    return { ...rest, ...(resign && canResign.peek() ? { resign } : {}), ...(via ? { via } : {}) }
  }

  async function sendOften(how: ReplayOptions): Promise<Run> {
    const { times, concurrency, delayMs } = repeat
    const often = { times: times.peek(), concurrency: concurrency.peek(), delayMs: delayMs.peek() }
    const run = await session.api.startRun({ ...how, ...often, seqs: [seq] })
    replay.remember(replay.draft.peek().trim())
    session.runs.receive(run)
    return run
  }

  return {
    request,
    replay,
    draft,
    url: computed(() => {
      const { path = request.path, query = request.query } = draft.changes.value
      const { target } = request
      const isEdited = path !== request.path || query !== request.query
      const place = isEdited ? { path, query } : { path, query, target }
      return resolveTarget(replay.draft.value, replay.targets.value.exact ? undefined : place)
    }),
    open,
    isEditing,
    way,
    repeat,
    canResign,
    openEditor() {
      const group = request.body.size > 0 ? 'body' : 'line'
      open.value = new Set([...open.peek(), group])
      // Without a target that comes first.
      isEditing.value = replay.draft.peek().trim() !== ''
    },
    async send(captured) {
      const changes = draft.changes.peek()
      if (captured && !isSound(flawsOf(changes, captured))) {
        open.value = new Set([...open.peek(), ...groupsOf(changes)])
        return
      }
      const plain = options()
      const edit = captured && (await editOf(changes, captured, plain))
      const how = edit ? { ...plain, edit } : plain
      if (repeat.times.peek() > 1) return await sendOften(how)
      await replay.send(seq, how)
    },
    close: way.close,
  }
}
