// Names and values of headers, where they come from a request or a response alike.

import { useSignal } from '@preact/signals'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { CopyButton } from '../ui/copy-button.tsx'

export function HeaderTable(props: { headers: readonly HeaderPair[]; name: string }) {
  return (
    <table class="pairs" aria-label={props.name}>
      <tbody>
        {props.headers.map(([name, value], index) => (
          <tr key={`${index} ${name}`}>
            <th scope="row">{name}</th>
            <td>
              {isSecret(name) ? <Secret name={name} value={value} /> : <span>{value}</span>}
              <CopyButton text={value} name={name} label="" kind="plain" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const secretNames = /^(proxy-)?authorization$|^(set-)?cookie$|api-?key|secret|password|token/i

function isSecret(name: string): boolean {
  return secretNames.test(name)
}

function Secret({ name, value }: { name: string; value: string }) {
  const isShown = useSignal(false)
  return (
    <button
      type="button"
      class="secret"
      aria-label={isShown.value ? `Hide ${name}` : `Show ${name}`}
      title={isShown.value ? 'Click to hide' : 'Click to show'}
      onClick={() => {
        isShown.value = !isShown.value
      }}
    >
      {isShown.value ? value : covered(value)}
    </button>
  )
}

/** The scheme says what it is; the rest is what must not be seen over a shoulder. */
function covered(value: string): string {
  const [, scheme = ''] = /^([A-Za-z][\w-]* )\S/.exec(value) ?? []
  return `${scheme}••••••••••••`
}
