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
      id: 'newest',
      label: 'Newest request',
      words: 'top first latest',
      keys: ['G'],
      movesInList: true,
      isOffered: hasBin,
    },
    { id: 'oldest', label: 'Oldest request', words: 'bottom end last', isOffered: hasBin },
    {
      id: 'follow',
      label: 'Follow: open each request as it arrives',
      words: 'tail watch',
      keys: ['f'],
      icon: 'follow',
      isOffered: hasBin,
      run: ({ actions }) => actions.toggleFollow(),
    },
    {
      id: 'pause',
      label: 'Pause the list, or go on',
      words: 'freeze hold resume',
      keys: [' '],
      icon: 'pause',
      isOffered: hasBin,
      run: ({ actions }) => actions.togglePause(),
    },
    {
      id: 'choose',
      label: 'Select the request, or take it out of the selection',
      words: 'multiple bulk',
      keys: ['x'],
      icon: 'select',
      isOffered: hasBin,
      run: ({ actions }) => actions.choose(),
    },
    {
      id: 'choose-older',
      label: 'Select on, the next older request too',
      words: 'multiple bulk extend',
      keys: ['J'],
      movesInList: true,
      isOffered: hasBin,
      run: ({ actions }) => actions.move(1, { isChoosing: true }),
    },
    {
      id: 'choose-newer',
      label: 'Select on, the next newer request too',
      words: 'multiple bulk extend',
      keys: ['K'],
      movesInList: true,
      isOffered: hasBin,
      run: ({ actions }) => actions.move(-1, { isChoosing: true }),
    },
    {
      id: 'choose-all',
      label: 'Select all requests that are shown',
      words: 'multiple bulk',
      icon: 'select',
      isOffered: hasBin,
      run: ({ actions }) => void actions.chooseEvery(),
    },
    {
      id: 'group',
      label: 'Group the repeats of an event, or not',
      words: 'collapse retries attempts',
      isOffered: hasBin,
      run: ({ session }) => {
        const open = session.value
        if (open) open.isGrouped.value = !open.isGrouped.value
      },
    },
    {
      id: 'pinned',
      label: 'Show only pinned requests',
      icon: 'pin',
      isOffered: hasBin,
      run: ({ actions }) => void actions.applyFilter('is:pinned'),
    },
    {
      id: 'mark-all-read',
      label: 'Mark all requests as read',
      icon: 'eye',
      isOffered: (page) => hasBin(page) && page.canChange.value,
      run: ({ actions }) => void actions.markAllRead(),
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
      id: 'timeline',
      label: 'Show or hide the timeline',
      words: 'rate histogram chart',
      icon: 'stale',
      isOffered: hasBin,
      run: ({ layout }) => {
        layout.hasTimeline.value = !layout.hasTimeline.value
      },
    },
    {
      id: 'replay-many',
      label: 'Replay all requests, or those that match…',
      words: 'bulk many run load idempotency shuffle',
      icon: 'replay',
      isOffered: (page) => hasBin(page) && page.canChange.value,
      run: ({ actions, session }) => {
        const seqs = [...(session.value?.choice.seqs.value ?? [])]
        actions.replayMany(seqs.length > 0 ? { seqs } : {})
      },
    },
    {
      id: 'runs',
      label: 'Past replays of many requests…',
      words: 'bulk runs history outcomes',
      icon: 'replay',
      isOffered: hasBin,
      run: ({ actions }) => actions.showRuns(),
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
