// Hands the page's model and its actions to every view.

import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Actions } from './actions.ts'
import type { Inspector } from './state/inspector.ts'
import type { ViewCommands } from './state/view-commands.ts'

export interface Page extends Inspector {
  readonly actions: Actions
  /** What the views on the page can carry out. */
  readonly viewCommands: ViewCommands
}

export const PageContext = createContext<Page | undefined>(undefined)

export function useInspector(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('A view was rendered outside the page.')
  return page
}
