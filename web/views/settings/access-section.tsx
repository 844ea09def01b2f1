// Who can do what with the bin: the links to share it, and what to do when a key is lost or leaks.

import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { accessOfKey } from '../../state/keyring.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Section } from './section.tsx'

export function AccessSection({ session }: { session: BinSession }) {
  const { keyring, origin } = useInspector()
  const { id, key } = session
  const isOwner = accessOfKey(key) === 'owner'
  const viewKey = isOwner ? keyring.find(id)?.viewKey : key
  const linkWith = (secret: string) => `${origin}/b/${id}#key=${secret}`
  return (
    <Section
      name="Access"
      intro="The capture URL only writes: knowing it lets nobody read. To read or manage takes a key, which a link carries after its #, where no server or log sees it."
    >
      <div class="settings-row">
        <div>
          <h4>Read-only link</h4>
          <p class="muted">
            {viewKey === undefined
              ? 'This browser does not know the view key: only the browser that made the bin has it.'
              : 'Sees every request, live, and can filter, compare, copy and export. Cannot replay, mark, delete or change anything.'}
          </p>
        </div>
        {viewKey !== undefined && (
          <CopyButton text={linkWith(viewKey)} name="the read-only link" label="Copy link" />
        )}
      </div>
      <div class="settings-row">
        <div>
          <h4>Owner link</h4>
          <p class="muted">
            {isOwner
              ? 'Can do all that you can, deleting the bin included. Give it to people you trust, or to yourself on another machine.'
              : 'This browser has only the view key. Ask whoever made the bin.'}
          </p>
        </div>
        {isOwner && <CopyButton text={linkWith(key)} name="the owner link" label="Copy link" />}
      </div>
      <details class="settings-more">
        <summary>A key is lost, or has got into the wrong hands</summary>
        <p>
          On the machine that runs Hooklens, this makes a new owner key. The old one stops working
          at once; the view key stays.
        </p>
        <p class="settings-command">
          <code>hooklens bins key {id}</code>
          <CopyButton text={`hooklens bins key ${id}`} name="the command" label="" />
        </p>
      </details>
    </Section>
  )
}
