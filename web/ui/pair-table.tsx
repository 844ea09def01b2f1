// Decoded names and values of a query or a form.

import { decodePairs } from '../text/decode-pairs.ts'
import { CopyButton } from './copy-button.tsx'

export function PairTable({ text, name }: { text: string; name: string }) {
  return (
    <table class="pairs" aria-label={name}>
      <tbody>
        {decodePairs(text).map(({ name, value, raw, isBroken }, index) => (
          <tr key={`${index} ${raw}`}>
            <th scope="row">{name}</th>
            <td>
              <span class={value === null ? 'muted' : ''}>{value ?? 'no value'}</span>
              {isBroken && <span class="chip warn">not UTF-8: shown as sent</span>}
              {value && <CopyButton text={value} name={name} label="" kind="plain" />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
