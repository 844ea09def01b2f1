// Moving through the list, and choosing in it.

import type { Inspector } from '../state/inspector.ts'

export interface ListActions {
  /** Opens the next older (1) or newer (-1) request; chooses it too, with all from where choosing began. */
  move(step: 1 | -1, options?: { isChoosing?: boolean }): void
  /** Chooses the open request, or takes it out. */
  choose(): void
  togglePause(): void
  toggleFollow(): void
  /** Opens the row's older attempts below it, or closes them. */
  showRepeats(isOpen: boolean): void
}

export function createListActions({
  session,
  place,
  select,
  toasts,
  isInSettings,
}: Inspector): ListActions {
  return {
    move(step, { isChoosing = false } = {}) {
      const open = session.value
      // In the settings the list is out of sight.
      if (!open || isInSettings.value) return
      const seq = place.value?.seq ?? null
      const index = seq === null ? -1 : open.shown.indexOf(seq)
      const next = open.shown.at(index < 0 ? 0 : index + step)?.request.seq
      if (next === undefined) return
      if (isChoosing) open.choice.extendTo(next, seq)
      select(next, { replace: seq !== null })
    },
    choose() {
      const seq = place.value?.seq
      if (seq) session.value?.choice.toggle(seq)
    },
    togglePause() {
      const pause = session.value?.pause
      if (!pause) return
      pause.toggle()
      toasts.info(pause.isPaused.value ? 'Paused: what arrives waits' : 'Live again')
    },
    toggleFollow() {
      const follow = session.value?.follow
      if (!follow) return
      follow.toggle()
      toasts.info(follow.isOn.value ? 'The newest request opens as it arrives' : 'Following is off')
    },
    showRepeats(isOpen) {
      const [open, seq] = [session.value, place.value?.seq]
      if (!open || !seq) return
      const head = open.shown.at(open.shown.indexOf(seq))?.request
      const [newest] = head ? open.shown.repeatsOf(head) : []
      open.shown.setOpen(seq, isOpen)
      // The row that stood for it would be gone from under the keys.
      if (!isOpen && newest !== undefined) select(newest, { replace: true })
    },
  }
}
