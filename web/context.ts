// Hands the page's model and its actions to every view.

import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Actions } from './actions.ts'
import type { Notifier } from './notify/notifier.ts'
import type { Inspector } from './state/inspector.ts'
import type { ViewCommands } from './state/view-commands.ts'

export interface Page extends Inspector {
  readonly actions: Actions
  /** What the views on the page can carry out. */
  readonly viewCommands: ViewCommands
  /** Undefined until its code is here. */
  readonly notifier: ReadonlySignal<Notifier | undefined>
}

export const PageContext = createContext<Page | undefined>(undefined)

export function useInspector(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('A view was rendered outside the page.')
  return page
}
