// What a command is: something to do with a name, perhaps a key. Keys, palette and help sheet are made of these.

import type { Page } from '../context.ts'
import type { IconName } from '../ui/icons.tsx'

export interface Command {
  readonly id: string
  /** In the imperative, as palette and help sheet have it. */
  readonly label: string
  /** What else someone may type to find it. */
  readonly words?: string
  /** As `KeyboardEvent.key` has them. Single keys can be turned off, so each is a second way to something. */
  readonly keys?: readonly string[]
  readonly icon?: IconName
  /** Its key brings the focus into the list when nothing has it. */
  readonly movesInList?: boolean
  /** Whether the palette offers it now. Its key works all the same, and says why it cannot. */
  isOffered?(page: Page): boolean
  /** Without one the command is done by the view that can, while it is on the page: see `useCommand`. */
  run?(page: Page): void
}

export interface CommandGroup {
  readonly name: string
  readonly commands: readonly Command[]
}

export const hasRequest = (page: Page): boolean => page.selected.value !== undefined

export const hasOwnRequest = (page: Page): boolean => hasRequest(page) && page.canChange.value

export const hasBin = (page: Page): boolean => page.session.value?.status.value.type === 'ready'
