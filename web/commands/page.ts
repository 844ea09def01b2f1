// What concerns the page itself: help, looks, keys.

import type { Page } from '../context.ts'
import { type Theme, themes } from '../state/theme.ts'
import type { IconName } from '../ui/icons.tsx'
import type { CommandGroup } from './command.ts'

export const themeIcons: Record<Theme, IconName> = { system: 'system', light: 'sun', dark: 'moon' }

export const pageCommands: CommandGroup = {
  name: 'Page',
  commands: [
    {
      id: 'help',
      label: 'Show all keys',
      words: 'help shortcuts keyboard',
      keys: ['?'],
      icon: 'keyboard',
      run: ({ dialog }) => {
        dialog.value = 'help'
      },
    },
    ...themes.map((theme) => ({
      id: `theme-${theme}`,
      label: theme === 'system' ? 'Use the theme of the system' : `Use the ${theme} theme`,
      words: 'appearance colours dark light',
      icon: themeIcons[theme],
      isOffered: (page: Page) => page.theme.value !== theme,
      run: (page: Page) => {
        page.theme.value = theme
      },
    })),
    {
      id: 'single-keys',
      label: 'Turn single keys on or off',
      words: 'shortcuts accessibility',
      icon: 'keyboard',
      run: ({ hasSingleKeys, toasts }) => {
        hasSingleKeys.value = !hasSingleKeys.value
        toasts.info(hasSingleKeys.value ? 'Single keys are on' : 'Single keys are off')
      },
    },
  ],
}
