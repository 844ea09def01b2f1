// Comparing requests. Going from difference to difference is finding the next match: see the body's commands.

import { type CommandGroup, hasRequest } from './command.ts'

export const compareCommands: CommandGroup = {
  name: 'Compare',
  commands: [
    {
      id: 'compare-previous',
      label: 'Compare with the previous of the same event',
      words: 'diff difference',
      keys: ['d'],
      icon: 'compare',
      isOffered: hasRequest,
      run: ({ actions }) => void actions.compareWithPrevious(),
    },
    {
      id: 'compare-mark',
      label: 'Mark for comparison, or compare with the marked one',
      words: 'diff difference',
      keys: ['m'],
      icon: 'compare',
      isOffered: hasRequest,
      run: ({ actions }) => actions.markForCompare(),
    },
    {
      id: 'swap-sides',
      label: 'Swap the sides of the comparison',
      icon: 'compare',
      isOffered: ({ place }) => place.value?.compare !== undefined,
      run: ({ actions }) => actions.swapSides(),
    },
  ],
}
