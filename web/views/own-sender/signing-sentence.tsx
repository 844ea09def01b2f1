// What the settings of a sender of one's own come to, in sentences, and the headers such a request has.

import type { CredentialFieldInfo } from '../../../server/wire/providers.ts'
import { useInspector } from '../../context.ts'
import {
  describeSigning,
  exampleHeaders,
  type OwnSettings,
  settingsOf,
} from '../../text/own-sender.ts'
import { TextWithCode } from '../../ui/text-with-code.tsx'

export interface SigningSentenceProps {
  readonly fields: readonly CredentialFieldInfo[]
  readonly entered: OwnSettings
}

export function SigningSentence({ fields, entered }: SigningSentenceProps) {
  const { clock } = useInspector()
  const settings = settingsOf(fields, entered)
  return (
    <div class="signing-sentence">
      <output>
        <TextWithCode text={describeSigning(settings)} />
      </output>
      <pre>
        {exampleHeaders(settings, clock.read())
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n')}
      </pre>
    </div>
  )
}
