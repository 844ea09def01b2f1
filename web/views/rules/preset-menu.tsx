// Rules that are one click away, and one click away from being gone again.

import { presets } from '../../../server/wire/rules/presets.ts'
import { useInspector } from '../../context.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { takenBack } from '../../text/rules/merge-rules.ts'
import { ruleOfPreset } from '../../text/rules/new-rule.ts'
import { withAdded, withoutRule } from '../../text/rules/rule-draft.ts'
import { Icon } from '../../ui/icons.tsx'
import { Popover } from '../../ui/popover.tsx'

export function PresetMenu({ rules }: { rules: RulesPage }) {
  return (
    <Popover name="Presets: rules at one click" label="Presets" icon="chevron" kind="outlined">
      {(close) => <PresetGrid rules={rules} onChosen={close} />}
    </Popover>
  )
}

/** For those who have not made a rule yet. */
export function FirstPresets({ rules }: { rules: RulesPage }) {
  return (
    <>
      <h3>Try a sender’s patience</h3>
      <p class="muted">
        One click has it answer all requests from now on; another takes it away again.
      </p>
      <PresetGrid rules={rules} />
    </>
  )
}

interface PresetGridProps {
  readonly rules: RulesPage
  readonly onChosen?: () => void
}

function PresetGrid({ rules, onChosen }: PresetGridProps) {
  const { clock, toasts } = useInspector()
  const { editor } = rules
  const here = new Set(editor.draft.value?.rules.map(({ id }) => id))

  async function toggle(preset: (typeof presets)[number]) {
    onChosen?.()
    const isHere = here.has(preset.id)
    const before = editor.draft.peek()
    const rule = ruleOfPreset(preset.make(clock.now.peek()))
    if (!before) return
    const after = isHere ? withoutRule(before, preset.id) : withAdded(before, rule)
    const isSaved = await editor.changeNow(() => after)
    const done = isHere ? `“${preset.name}” removed` : `“${preset.name}” answers first`
    const when = isSaved ? 'from the next request on' : 'once you save'
    toasts.info(`${done} ${when}`, {
      label: 'Undo',
      run: () => editor.changeNow((now) => takenBack(before, after, now)),
    })
  }

  return (
    <ul class="presets" aria-label="Presets">
      {presets.map((preset) => (
        <li key={preset.id}>
          <button type="button" aria-pressed={here.has(preset.id)} onClick={() => toggle(preset)}>
            <b>
              {here.has(preset.id) && <Icon name="check" />}
              {preset.name}
            </b>
            <span class="muted">{preset.what}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
