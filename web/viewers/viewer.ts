// What every body viewer is: a name, how well it suits a body, and the view itself.

import type { ComponentChildren } from 'preact'
import { mediaType, readTextInSteps } from '../text/read-text.ts'
import { finish, type Steps } from '../text/steps.ts'

export interface BodyContent {
  readonly bytes: Uint8Array
  /** False for the beginning of what is still being fetched: more of the same will follow. */
  readonly isWhole: boolean
  /** Undefined when the bytes are no text. */
  readonly text: string | undefined
  /** Where the text begins: enough to judge by. */
  readonly start: string
  /** Lower case, without parameters; `''` when unknown. */
  readonly mediaType: string
  /** As it was sent, parameters and all. */
  readonly contentType: string | null
}

export interface Viewer {
  readonly id: string
  readonly label: string
  /** The highest one is picked; 0 means this body cannot be shown this way. */
  priority(content: BodyContent): number
  /** May throw: the raw view stands in, with the error above it. */
  /** Makes sense of the beginning of a body, and goes on with the whole of it. */
  readonly showsBeginning?: boolean
  View(props: ViewerProps): ComponentChildren
}

export interface ViewerProps {
  readonly content: BodyContent
  /** Part of something else: without tools of its own. */
  readonly isPart?: boolean | undefined
  /** A request's whole body: what filters look into. */
  readonly isRequest?: boolean | undefined
}

const judged = 4_000

export function contentOf(
  bytes: Uint8Array,
  contentType: string | null,
  isWhole = true,
): BodyContent {
  return finish(contentInSteps(bytes, contentType, isWhole))
}

export function* contentInSteps(
  bytes: Uint8Array,
  contentType: string | null,
  isWhole: boolean,
): Steps<BodyContent> {
  const text = yield* readTextInSteps(bytes, contentType, isWhole)
  const start = text?.slice(0, judged) ?? ''
  return { bytes, isWhole, text, start, mediaType: mediaType(contentType), contentType }
}
