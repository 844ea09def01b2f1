// What answers before any rule, so that nobody wonders why a rule does not.

import { gap } from '../../../server/wire/durations.ts'
import { useInspector } from '../../context.ts'
import type { RulesEditor } from '../../state/rules-editor.ts'
import type { SectionName } from '../../text/settings-sections.ts'

export function FirstLines({ editor }: { editor: RulesEditor }) {
  const saved = editor.saved.value
  if (!saved) return null
  const { handshakes, passThrough } = saved
  return (
    <ul class="first-lines" aria-label="What comes before rules">
      <Line
        name="Handshakes"
        says={handshakes ? 'answered as providers ask' : 'off: asked like all others'}
        isOn={handshakes}
        section="Handshakes"
      />
      <Line name="CORS preflights" says="204, for pages that ask first" isOn />
      <Line
        name="Relay"
        says={
          passThrough
            ? `your local server's answer, within ${gap(passThrough.timeoutMs)}`
            : 'off: answers are not passed through'
        }
        isOn={passThrough !== null}
        section="Relay"
      />
    </ul>
  )
}

interface LineProps {
  readonly name: string
  readonly says: string
  readonly isOn: boolean
  readonly section?: SectionName
}

function Line({ name, says, isOn, section }: LineProps) {
  const { actions, canChange } = useInspector()
  const verb = canChange.value ? 'change' : 'see'
  return (
    <li class={isOn ? '' : 'is-off'}>
      <span>
        <b>{name}</b> <span class="muted">{says}</span>
      </span>
      {section && (
        <button
          type="button"
          class="link-button"
          aria-label={`${verb}: ${name}`}
          onClick={() => actions.openSettings(section)}
        >
          {verb}
        </button>
      )}
    </li>
  )
}
