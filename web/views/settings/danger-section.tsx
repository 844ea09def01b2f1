// What cannot be taken back; each asks first.

import type { Bin } from '../../../server/wire/bins.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import type { OpenDialog } from '../../state/inspector.ts'
import { counted } from '../../text/format-size.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from './section.tsx'

export function DangerSection({ session, bin }: { session: BinSession; bin: Bin }) {
  const { canChange } = useInspector()
  return (
    <Section name="Danger zone">
      {canChange.value && (
        <Row
          name="Delete all requests"
          text={
            session.isEmpty.value
              ? 'There are none.'
              : `${counted(bin.requests, 'request')}, with notes and deliveries. The capture URL keeps working.`
          }
          opens="clear"
          isOff={session.isEmpty.value}
        />
      )}
      <Row
        name="Forget in this browser"
        text="Takes the bin and its key out of this browser. The bin itself goes on."
        opens="forget-bin"
      />
      {canChange.value && (
        <Row
          name="Delete the bin"
          text="The capture URL stops working and everything in it goes, for everyone."
          opens="delete-bin"
        />
      )}
    </Section>
  )
}

interface RowProps {
  readonly name: string
  readonly text: string
  readonly opens: OpenDialog
  readonly isOff?: boolean
}

function Row({ name, text, opens, isOff = false }: RowProps) {
  const { dialog } = useInspector()
  return (
    <div class="settings-row">
      <div>
        <h4>{name}</h4>
        <p class="muted">{text}</p>
      </div>
      <Button
        kind="danger"
        disabled={isOff}
        onClick={() => {
          dialog.value = opens
        }}
      >
        {name}…
      </Button>
    </div>
  )
}
