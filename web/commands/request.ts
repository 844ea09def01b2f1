// What can be done to the request that is open.

import { tabs } from '../router.ts'
import { type CommandGroup, hasOwnRequest, hasRequest } from './command.ts'

export const requestCommands: CommandGroup = {
  name: 'Request',
  commands: [
    {
      id: 'copy',
      label: 'Copy as curl, or as last chosen',
      keys: ['c'],
      icon: 'copy',
      isOffered: hasRequest,
      run: ({ actions }) => void actions.copyAs(),
    },
    {
      id: 'copy-other',
      label: 'Copy in another format…',
      words: 'HTTPie fetch Python Go raw fixture',
      keys: ['C'],
      icon: 'copy',
      isOffered: hasRequest,
      run: ({ actions, selected }) => {
        actions.isCopyMenuOpen.value = selected.value !== undefined
      },
    },
    {
      id: 'download',
      label: 'Download the body',
      icon: 'download',
      isOffered: ({ selected }) => (selected.value?.body.size ?? 0) > 0,
      run: ({ actions }) => void actions.downloadBody(),
    },
    {
      id: 'replay',
      label: 'Replay to the last target at once',
      words: 'send forward localhost',
      keys: ['r'],
      icon: 'replay',
      isOffered: hasOwnRequest,
      // The drawer, while it is open, sends what it shows.
      run: ({ actions, viewCommands }) => (viewCommands.find('replay') ?? actions.replayNow)(),
    },
    {
      id: 'replay-edit',
      label: 'Edit and replay…',
      words: 'change send forward target',
      keys: ['e'],
      icon: 'replay',
      isOffered: hasOwnRequest,
      run: ({ actions }) => actions.editReplay(),
    },
    {
      id: 'read',
      label: 'Mark as read or unread',
      keys: ['u'],
      icon: 'unread',
      isOffered: hasOwnRequest,
      run: ({ actions }) => actions.toggleRead(),
    },
    {
      id: 'pin',
      label: 'Pin or unpin',
      keys: ['p'],
      icon: 'pin',
      isOffered: hasOwnRequest,
      run: ({ actions }) => actions.togglePin(),
    },
    {
      id: 'tag',
      label: 'Tag…',
      words: 'label note',
      keys: ['t'],
      icon: 'tag',
      isOffered: hasOwnRequest,
      run: ({ actions }) => actions.editTags(),
    },
    {
      id: 'make-rule',
      label: 'Make a rule for requests like this…',
      words: 'response answer status',
      icon: 'swap',
      isOffered: hasOwnRequest,
      run: ({ actions, selected }) => {
        if (selected.value) actions.makeRule(selected.value)
      },
    },
    {
      id: 'delete',
      label: 'Delete the request',
      keys: ['#'],
      icon: 'trash',
      isOffered: hasOwnRequest,
      run: ({ actions }) => actions.remove(),
    },
    ...tabs.map((tab, index) => ({
      id: `tab-${tab}`,
      label: `Show ${tab[0]?.toUpperCase()}${tab.slice(1)}`,
      keys: [String(index + 1)],
      isOffered: hasRequest,
      run: ({ actions }: Parameters<typeof hasRequest>[0]) => actions.showTabAt(index),
    })),
  ],
}
