// Steps through the themes; the icon shows the one that is on.

import { useInspector } from '../context.ts'
import { type Theme, themes } from '../state/theme.ts'
import { IconButton } from '../ui/button.tsx'
import type { IconName } from '../ui/icons.tsx'

const icons: Record<Theme, IconName> = { system: 'system', light: 'sun', dark: 'moon' }

export function ThemeSwitch() {
  const { theme } = useInspector()
  const next = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'system'
  return (
    <IconButton
      label={`Theme: ${theme.value}. Switch to ${next}`}
      icon={icons[theme.value]}
      onClick={() => {
        theme.value = next
      }}
    />
  )
}
