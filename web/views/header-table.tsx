// Names and values of headers, where they come from a request or a response alike: secrets covered, credentials
// explained.

import { useMemo } from 'preact/hooks'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import { basicCredentials, isSecretHeader } from '../text/credentials.ts'
import { findJwts } from '../text/jwt.ts'
import { IconButton } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Popover } from '../ui/popover.tsx'
import { JwtButton } from '../viewers/jwt-button.tsx'
import { Secret } from './secret.tsx'

export interface HeaderTableProps {
  readonly headers: readonly HeaderPair[]
  readonly name: string
  /** A request's own: filters know them. */
  readonly canFilter?: boolean
}

export function HeaderTable({ headers, name, canFilter = false }: HeaderTableProps) {
  return (
    <table class={`pairs ${canFilter ? 'has-filter' : ''}`} aria-label={name}>
      <tbody>
        {headers.map(([name, value], index) => (
          <tr key={`${index} ${name}`}>
            <th scope="row">{name}</th>
            <td>
              {isSecretHeader(name) ? <Secret name={name} value={value} /> : <span>{value}</span>}
              <Credentials value={value} />
              <span class="pair-tools">
                {canFilter && <FilterButton name={name} value={value} />}
                <CopyButton text={value} name={name} label="" kind="plain" />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Credentials({ value }: { value: string }) {
  const basic = useMemo(() => basicCredentials(value), [value])
  const tokens = useMemo(() => findJwts(value), [value])
  return (
    <>
      {tokens.map(({ token }, index) => (
        <JwtButton key={index} token={token} />
      ))}
      {basic && (
        <Popover
          name={`Basic credentials of ${basic.user || 'nobody'}`}
          label="Basic"
          icon="key"
          class="credentials"
        >
          {() => (
            <dl class="credentials-list">
              <dt>User</dt>
              <dd>{basic.user || <span class="muted">empty</span>}</dd>
              <dt>Password</dt>
              <dd>
                {basic.password ? (
                  <Secret name="the password" value={basic.password} />
                ) : (
                  <span class="muted">empty</span>
                )}
              </dd>
            </dl>
          )}
        </Popover>
      )}
    </>
  )
}

/** A secret stays out of the address: such a header is only asked for. */
function FilterButton({ name, value }: { name: string; value: string }) {
  const page = useInspector()
  const wanted = isSecretHeader(name) ? undefined : value

  async function apply() {
    const { filterBy, headerFilter } = await import('../state/filter-value.ts')
    filterBy(page, headerFilter(name, wanted) ?? headerFilter(name, undefined))
  }

  return (
    <IconButton
      icon="filter"
      label={
        wanted === undefined ? `Filter by having ${name}` : `Filter by ${name} with this value`
      }
      onClick={apply}
    />
  )
}
