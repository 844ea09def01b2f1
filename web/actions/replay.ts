// What sends the open request on: at once, or from the drawer.

import type { RequestSummary } from '../../server/wire/requests.ts'
import type { Inspector } from '../state/inspector.ts'
import { isFailure, outcomeText } from '../text/describe.ts'
import { hostOf } from '../text/resolve-target.ts'

export interface ReplayActions {
  openReplay(): void
  /** With all that can be edited in sight. */
  editReplay(): void
  /** With the signature to be made anew. */
  replayResigned(): void
  closeReplay(): void
  /** Sends to the last target at once, as captured; asks for a target where there is none. */
  replayNow(): void
  /** Sends to the target given, which becomes the last one. */
  replayTo(target: string): void
}

export interface ReplayActionDeps {
  readonly setDrawer: (isOpen: boolean) => void
  /** Runs it with the open request, unless the page only reads. */
  readonly withOwned: (run: (request: RequestSummary) => void) => void
}

/** Whoever waits this long wonders whether anything happens. */
const patienceMs = 1_000
const dayMs = 86_400_000

export function createReplayActions(
  { session, place, toasts }: Inspector,
  { setDrawer, withOwned }: ReplayActionDeps,
): ReplayActions {
  async function send({ seq, provider }: RequestSummary, target: string): Promise<void> {
    const replay = session.value?.replay
    if (!replay) return
    const waiting = { stop: () => {} }
    const timer = setTimeout(() => {
      const cancel = { label: 'Cancel', run: replay.cancel }
      waiting.stop = toasts.info(`#${seq}: waiting for ${hostOf(target)}…`, cancel, dayMs)
    }, patienceMs)
    const isSent = await replay.send(seq, replay.optionsFor(target, provider?.id))
    clearTimeout(timer)
    waiting.stop()
    if (!isSent) return toasts.error('Another replay is under way. Cancel it first, or wait.')
    const state = replay.state.peek()
    const at = place.peek()
    // Whoever looks at the drawer sees it there.
    if (!('seq' in state) || (at?.replay && at.seq === seq)) return
    const isEdited = (replay.drafts.get(seq)?.edited.peek().length ?? 0) > 0
    const note = isEdited ? ' It went as captured; your edit waits in the drawer.' : ''
    const show = { label: 'Show', run: () => setDrawer(true) }
    if (state.type === 'failed') toasts.error(`#${seq}: ${state.message}`)
    else if (state.type === 'done') {
      const tell = isFailure(state.delivery) ? toasts.error : toasts.info
      const text = `#${seq} to ${hostOf(target)}: ${outcomeText(state.delivery)}`
      tell(`${text}${/[.!?]$/.test(text) ? '' : '.'}${note}`, at?.seq === seq ? show : undefined)
    }
  }

  function replayTo(target: string): void {
    withOwned((request) => void send(request, target))
  }

  return {
    openReplay: () => withOwned(() => setDrawer(true)),
    editReplay: () =>
      withOwned(() => {
        setDrawer(true)
        const replay = session.value?.replay
        if (replay) replay.wantsEditor.value = true
      }),
    replayResigned: () =>
      withOwned(({ provider }) => {
        if (provider) session.value?.replay.setResigned(provider.id, true)
        setDrawer(true)
      }),
    closeReplay: () => setDrawer(false),
    replayNow() {
      const target = session.value?.replay.targets.value.recent[0]
      if (target === undefined) withOwned(() => setDrawer(true))
      else replayTo(target)
    },
    replayTo,
  }
}
