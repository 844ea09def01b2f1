// Compares two large bodies away from the page, which stays free to scroll, type and leave.

import { type BodyComparison, compareBodies } from '../text/compare/body.ts'
import type { BodySide } from '../text/compare/body-kind.ts'

export interface CompareTask {
  readonly left: BodySide
  readonly right: BodySide
}

export type CompareNews =
  | { readonly type: 'done'; readonly comparison: BodyComparison }
  | { readonly type: 'failed'; readonly message: string }

addEventListener('message', ({ data }: MessageEvent<CompareTask>) => {
  postMessage(compare(data))
})

function compare({ left, right }: CompareTask): CompareNews {
  try {
    return { type: 'done', comparison: compareBodies(left, right) }
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}
