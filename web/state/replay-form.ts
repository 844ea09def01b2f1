// The replay of one request as it stands in the drawer: its edit, what of it is in sight, and sending it.

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { ReplayOptions } from '../../server/wire/deliveries.ts'
import type { CapturedRequest, RequestSummary } from '../../server/wire/requests.ts'
import { type EditGroup, editOf, flawsOf, groupsOf, isSound } from '../text/replay-edit.ts'
import { resolveTarget } from '../text/resolve-target.ts'
import type { BinSession } from './bin-session.ts'
import { createReplayDraft, type ReplayDraft } from './replay-draft.ts'
import type { KeyValueStore } from './stored.ts'

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
  /** Unfolds what one mostly wants to edit: the body, or without one what stands in the first line. */
  openEditor(): void
  /** Does nothing while a part cannot be sent: the part says why. */
  send(captured: CapturedRequest | undefined): Promise<void>
}

export function createReplayForm(
  { id, replay }: Pick<BinSession, 'id' | 'replay'>,
  request: RequestSummary,
  storage: KeyValueStore,
): ReplayForm {
  const { seq, provider } = request
  const draft = replay.drafts.get(seq) ?? createReplayDraft(seq, { bin: id, storage })
  replay.drafts.set(seq, draft)
  const open = signal<ReadonlySet<EditGroup>>(groupsOf(draft.changes.peek()))
  const isEditing = signal(false)

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
    openEditor() {
      const group = request.body.size > 0 ? 'body' : 'line'
      open.value = new Set([...open.peek(), group])
      isEditing.value = true
    },
    async send(captured) {
      const options = replay.optionsFor(replay.draft.peek().trim(), provider?.id)
      const changes = draft.changes.peek()
      if (captured && !isSound(flawsOf(changes, captured))) {
        open.value = new Set([...open.peek(), ...groupsOf(changes)])
        return
      }
      const edit = captured && (await editOf(changes, captured, options))
      const whole: ReplayOptions = edit ? { ...options, edit } : options
      await replay.send(seq, whole)
    },
  }
}
