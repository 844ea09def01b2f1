// The waits of one answer, one after the other, and what cuts them short: the sender leaving, time being up, a hurry.

import type { Socket } from 'node:net'

export interface Waits {
  /** Nothing more can be sent, as the sender left or the connection was closed here, or nothing more may be. */
  readonly over: 'left' | 'closed' | 'overdue' | undefined
  /** Why the answer is not to be held back any longer. */
  readonly hurried: string | undefined
  hurry(why: string): void
  /** Waits so long, unless hurried or over. */
  pause(ms: number): Promise<void>
  /** Waits until `done` is called, unless hurried or over. */
  hold(start: Start): Promise<void>
  /** Waits, however hurried, until `done` is called or it is over. */
  until(start: Start): Promise<void>
  /** Leaves no timer and no listener behind. */
  end(): void
}

/** What it returns is called when the wait is over. */
export type Start = (done: () => void) => (() => void) | undefined

/** On what becomes of `socket`, and for `mostMs` at most. */
export function createWaits(socket: Socket, mostMs: number): Waits {
  let over: Waits['over']
  let hurried: string | undefined
  let waiting: { readonly done: () => void; readonly canHurry: boolean } | undefined

  function finish(how: NonNullable<Waits['over']>): void {
    over ??= how
    waiting?.done()
  }

  function wait(canHurry: boolean, start: Start): Promise<void> {
    if (over || (canHurry && hurried !== undefined)) return Promise.resolve()
    return new Promise((resolve) => {
      let stop: (() => void) | undefined
      const done = () => {
        if (waiting?.done !== done) return
        waiting = undefined
        stop?.()
        resolve()
      }
      waiting = { done, canHurry }
      stop = start(done)
      if (waiting?.done !== done) stop?.()
    })
  }

  const onClose = () => finish(socket.readableEnded || socket.errored ? 'left' : 'closed')
  // Of pipelined requests each waits on the one connection: as many as may be held.
  socket.setMaxListeners(0)
  // The response tells of it too, but not in each version of node while others are before it.
  socket.once('close', onClose)
  if (socket.destroyed) onClose()
  const limit = setTimeout(() => finish('overdue'), mostMs)

  return {
    get over() {
      return over
    },
    get hurried() {
      return hurried
    },
    hurry(why) {
      hurried ??= why
      if (waiting?.canHurry) waiting.done()
    },
    pause: (ms) =>
      wait(true, (done) => {
        // A timer cannot wait longer; the limit is up before.
        const timer = setTimeout(done, Math.min(ms, mostMs + 1))
        return () => clearTimeout(timer)
      }),
    hold: (start) => wait(true, start),
    until: (start) => wait(false, start),
    end() {
      socket.off('close', onClose)
      clearTimeout(limit)
    },
  }
}
