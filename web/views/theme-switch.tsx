// Steps through the themes; the icon shows the one that is on.

import { themeIcons } from '../commands/page.ts'
import { useInspector } from '../context.ts'
import { themes } from '../state/theme.ts'
import { IconButton } from '../ui/button.tsx'

export function ThemeSwitch() {
  const { theme } = useInspector()
  const next = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'system'
  return (
    <IconButton
      label={`Theme: ${theme.value}. Switch to ${next}`}
      icon={themeIcons[theme.value]}
      onClick={() => {
        theme.value = next
      }}
    />
  )
}
