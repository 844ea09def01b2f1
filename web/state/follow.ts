// Opens the newest request as it arrives, while that is switched on: a log's `tail -f`.

import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'

export interface Follow {
  readonly isOn: ReadonlySignal<boolean>
  toggle(): void
  close(): void
}

export interface FollowDeps {
  readonly newest: ReadonlySignal<Seq | undefined>
  /** The request that is open. */
  readonly opened: ReadonlySignal<Seq | null>
  readonly open: (seq: Seq) => void
}

/** More often nobody can read, and each is fetched. */
const shortestMs = 300

export function createFollow({ newest, opened, open }: FollowDeps): Follow {
  const isOn = signal(false)
  /** The last one opened here. */
  let followed: Seq | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function openNewest(): void {
    const seq = newest.peek()
    if (!isOn.peek() || seq === undefined || seq === followed) return
    followed = seq
    open(seq)
    timer = setTimeout(() => {
      timer = undefined
      openNewest()
    }, shortestMs)
  }

  const stopNewest = effect(() => {
    newest.value
    if (isOn.value && timer === undefined) untracked(openNewest)
  })

  /** Whoever opens another one wants to read that. */
  const stopOpened = effect(() => {
    const seq = opened.value
    if (seq !== null && seq !== followed && seq !== newest.peek()) isOn.value = false
  })

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
    followed = null
  }

  return {
    isOn,
    toggle() {
      if (isOn.value) stop()
      isOn.value = !isOn.value
    },
    close() {
      stop()
      stopNewest()
      stopOpened()
    },
  }
}
