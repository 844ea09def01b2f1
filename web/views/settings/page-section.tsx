// What holds for this browser, whatever the bin: theme and keys.

import { useInspector } from '../../context.ts'
import { themes } from '../../state/theme.ts'
import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Section } from './section.tsx'

const themeNames = { system: 'As the system', light: 'Light', dark: 'Dark' } as const

export function PageSection() {
  const { theme, hasSingleKeys, dialog } = useInspector()
  return (
    <Section name="This browser" intro="For all bins, in this browser only.">
      <div class="settings-row">
        <h4>Theme</h4>
        <Segments
          name="Theme"
          items={themes.map((id) => ({ id, label: themeNames[id] }))}
          chosen={theme.value}
          onChoose={(id) => {
            theme.value = id
          }}
        />
      </div>
      <div class="settings-row">
        <Switch
          name="Single keys"
          text="j, k, r and others act without Ctrl or ⌘. Turn them off if they get in the way of other software."
          isOn={hasSingleKeys.value}
          onChange={(isOn) => {
            hasSingleKeys.value = isOn
          }}
        />
        <Button
          icon="keyboard"
          onClick={() => {
            dialog.value = 'help'
          }}
        >
          All keys
        </Button>
      </div>
    </Section>
  )
}
