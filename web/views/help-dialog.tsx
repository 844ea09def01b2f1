// The sheet of keys, and the switch that turns the single ones off.

import { commandGroups } from '../commands/index.ts'
import { useInspector } from '../context.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Key, modifier, paletteKeys } from '../ui/key.tsx'
import { Switch } from '../ui/switch.tsx'

interface KeyLine {
  readonly keys: readonly string[]
  readonly text: string
}

/** These are no single characters, and so are never turned off. */
const moving: readonly KeyLine[] = [
  { keys: ['↑', '↓'], text: 'Newer or older request' },
  { keys: ['Enter'], text: 'Into the request' },
  { keys: ['Esc'], text: 'Back out' },
  { keys: [modifier, 'Enter'], text: 'Send, in the replay drawer' },
  { keys: paletteKeys, text: 'Find any command, bin or request' },
]

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { hasSingleKeys } = useInspector()
  return (
    <Dialog title="Keyboard" onClose={onClose} isWide>
      <div class="key-groups">
        <KeyGroup name="Moving about" lines={moving} />
        {commandGroups.map(({ name, commands }) => (
          <KeyGroup
            key={name}
            name={name}
            isOff={!hasSingleKeys.value}
            lines={joinTabs(
              commands.flatMap(({ keys, label }) => (keys ? [{ keys, text: label }] : [])),
            )}
          />
        ))}
      </div>
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

interface KeyGroupProps {
  readonly name: string
  readonly lines: readonly KeyLine[]
  readonly isOff?: boolean
}

function KeyGroup({ name, lines, isOff = false }: KeyGroupProps) {
  if (lines.length === 0) return null
  return (
    <section>
      <h3 class="menu-title">{name}</h3>
      <dl class={`key-list ${isOff ? 'is-off' : ''}`}>
        {lines.map(({ keys, text }) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <Key key={key} name={key} />
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** One line for all tabs, whose keys are their numbers. */
function joinTabs(lines: readonly KeyLine[]): readonly KeyLine[] {
  const numbered = lines.filter(({ keys }) => /^\d$/.test(keys[0] ?? ''))
  const last = numbered.at(-1)?.keys[0]
  if (last === undefined) return lines
  const others = lines.filter((line) => !numbered.includes(line))
  return [...others, { keys: ['1', '–', last], text: 'Overview, Body … Notes' }]
}
