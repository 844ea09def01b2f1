// Moving through the list, and what is done to all of it.

import type { Page } from '../context.ts'
import { type CommandGroup, hasBin } from './command.ts'

export const listCommands: CommandGroup = {
  name: 'List',
  commands: [
    {
      id: 'older',
      label: 'Next older request',
      keys: ['j'],
      movesInList: true,
      isOffered: hasBin,
      run: ({ actions }) => actions.move(1),
    },
    {
      id: 'newer',
      label: 'Next newer request',
      keys: ['k'],
      movesInList: true,
      isOffered: hasBin,
      run: ({ actions }) => actions.move(-1),
    },
    {
      id: 'filter',
      label: 'Filter the requests',
      words: 'search find',
      keys: ['/'],
      icon: 'search',
      isOffered: hasBin,
      run: (page) => void focusFilter(page),
    },
    {
      id: 'export',
      label: 'Export requests…',
      words: 'download save HAR NDJSON JSON lines curl script raw HTTP',
      icon: 'download',
      isOffered: hasBin,
      run: ({ actions }) => actions.exportRequests({}),
    },
    {
      id: 'clear',
      label: 'Delete all requests…',
      icon: 'trash',
      isOffered: (page) => hasBin(page) && page.canChange.value,
      run: ({ dialog }) => {
        dialog.value = 'clear'
      },
    },
  ],
}

/** On a narrow screen the field stands above the list, not above a request. */
async function focusFilter(page: Page): Promise<void> {
  const field = () => document.getElementById('filter')
  if (!field()) {
    page.select(null)
    await new Promise(requestAnimationFrame)
  }
  field()?.focus()
}
