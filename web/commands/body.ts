// What can be done to the body in view: to find in it, and to fold it. The viewers carry it out.

import type { CommandGroup } from './command.ts'

export const bodyCommands: CommandGroup = {
  name: 'Body',
  commands: [
    { id: 'find', label: 'Search in the body', words: 'find text', icon: 'search' },
    {
      id: 'find-next',
      label: 'Next match in the body, or difference',
      words: 'find search',
      keys: ['n'],
    },
    {
      id: 'find-previous',
      label: 'Previous match in the body, or difference',
      words: 'find search',
      keys: ['N'],
    },
    { id: 'fold', label: 'Fold or open at the line', words: 'collapse expand', keys: ['z'] },
    { id: 'fold-all', label: 'Fold the whole body', words: 'collapse' },
    { id: 'open-all', label: 'Open all folds of the body', words: 'expand unfold' },
  ],
}
