// Work in steps, each short enough to come between two frames: to be done at once, or to be left and gone on with.

export type Steps<T> = Generator<undefined, T, undefined>

export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
