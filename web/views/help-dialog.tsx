// The sheet of keys, and the switch that turns the single ones off.

import { useInspector } from '../context.ts'
import { keyHelp } from '../keys.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Switch } from '../ui/switch.tsx'

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { hasSingleKeys } = useInspector()
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <dl class={`key-list ${hasSingleKeys.value ? '' : 'is-off'}`}>
        {keyHelp.map(({ keys, text }) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Switch
        name="Single keys"
        text="Turn them off if they get in the way of other software."
        isOn={hasSingleKeys.value}
        onChange={(isOn) => {
          hasSingleKeys.value = isOn
        }}
      />
    </Dialog>
  )
}
