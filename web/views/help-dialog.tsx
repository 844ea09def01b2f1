// The sheet of keys, and the switch that turns the single ones off.

import { useInspector } from '../context.ts'
import { keyHelp } from '../keys.ts'
import { Dialog } from '../ui/dialog.tsx'

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
      <label class="switch-line">
        <input
          type="checkbox"
          role="switch"
          class="switch"
          checked={hasSingleKeys.value}
          onChange={(event) => {
            hasSingleKeys.value = event.currentTarget.checked
          }}
        />
        <span>
          <b>Single keys</b>
          <span class="muted">Turn them off if they get in the way of other software.</span>
        </span>
      </label>
    </Dialog>
  )
}
