// Which bin is open, the others this browser knows, and what can be done to a bin.

import { messageOf } from '../api.ts'
import { useInspector } from '../context.ts'
import type { OpenDialog } from '../state/inspector.ts'
import { accessOfKey, type KnownBin } from '../state/keyring.ts'
import { copyText } from '../ui/clipboard.ts'
import { Icon } from '../ui/icons.tsx'
import { MenuItem, Popover } from '../ui/popover.tsx'
import { BinChoices, nameOf } from './bin-choices.tsx'

export function BinSwitcher() {
  const { actions, place, keyring, session, canChange, dialog, layout, toasts, origin } =
    useInspector()
  const current = keyring.bins.value.find(({ id }) => id === place.value?.bin)
  const name = current ? nameOf(current) : (place.value?.bin ?? 'No bin')

  async function share(key: string, access: string) {
    try {
      await copyText(`${origin}/b/${current?.id}#key=${key}`)
      toasts.info(`Link copied. Whoever has it can ${access} this bin.`)
    } catch (error) {
      toasts.error(messageOf(error))
    }
  }

  const label = (
    <>
      <span class="bin-name">{name}</span>
      <Icon name="chevron" />
    </>
  )
  return (
    <Popover name={`Bin ${name}: switch or manage`} label={label} class="bin-switcher">
      {(close) => {
        const open = (what: OpenDialog) => () => {
          close()
          dialog.value = what
        }
        return (
          <>
            <h2 class="menu-title">Your bins in this browser</h2>
            <BinChoices current={current?.id} onChosen={close} />
            <MenuItem icon="plus" onClick={open('new-bin')}>
              New bin…
            </MenuItem>
            {/* Elsewhere it has a button of its own. */}
            {layout.isNarrow.value && (
              <MenuItem icon="search" onClick={open('palette')}>
                Commands…
              </MenuItem>
            )}
            {current && session.value && (
              <>
                <hr />
                {viewKeyOf(current) && (
                  <MenuItem
                    icon="eye"
                    onClick={() => {
                      close()
                      share(viewKeyOf(current) ?? '', 'read')
                    }}
                  >
                    Copy a read-only link
                  </MenuItem>
                )}
                {canChange.value && (
                  <MenuItem
                    icon="key"
                    onClick={() => {
                      close()
                      share(current.key, 'read and manage')
                    }}
                  >
                    Copy a link with the owner key
                  </MenuItem>
                )}
                <hr />
                <MenuItem
                  icon="swap"
                  onClick={() => {
                    close()
                    actions.openRules()
                  }}
                >
                  Responses to senders
                </MenuItem>
                <MenuItem
                  icon="settings"
                  hint=","
                  onClick={() => {
                    close()
                    actions.openSettings()
                  }}
                >
                  Settings
                </MenuItem>
                <MenuItem icon="close" onClick={open('forget-bin')}>
                  Forget in this browser…
                </MenuItem>
                {canChange.value && (
                  <MenuItem icon="trash" isDanger onClick={open('delete-bin')}>
                    Delete the bin…
                  </MenuItem>
                )}
              </>
            )}
          </>
        )
      }}
    </Popover>
  )
}

function viewKeyOf(bin: KnownBin): string | undefined {
  return accessOfKey(bin.key) === 'view' ? bin.key : bin.viewKey
}
