// The one command that connects a relay, ready to copy; the owner key only goes with it when asked for.

import { CopyButton } from '../ui/copy-button.tsx'

export interface RelayCommandProps {
  /** As the server gives it, without `npx`. */
  readonly command: string
  readonly ownerKey: string
}

export function RelayCommand({ command, ownerKey }: RelayCommandProps) {
  const whole = `npx ${command}`
  return (
    <div class="relay-command">
      <pre>{whole}</pre>
      <p>
        <CopyButton text={whole} name="the command" />
        <CopyButton
          text={`HOOKLENS_KEY=${ownerKey} ${whole}`}
          name="the command with the owner key"
          label="with the owner key"
          kind="plain"
        />
      </p>
      <p class="muted">
        A machine that does not know this bin needs its owner key, in the environment variable{' '}
        <code>HOOKLENS_KEY</code>.
      </p>
    </div>
  )
}
