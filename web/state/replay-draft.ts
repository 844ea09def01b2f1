// The edit of one request, kept while others are looked at and when the page is reloaded, for as long as the tab lives.

import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { EditedPart } from '../../server/wire/deliveries.ts'
import type { BinId, Seq } from '../../server/wire/ids.ts'
import {
  type Captured,
  editedParts,
  type ReplayChanges,
  toBase64,
  withChanges,
  withoutChange,
} from '../text/replay-edit.ts'
import { fromBase64 } from './request-detail.ts'
import { type KeyValueStore, readStored, writeStored } from './stored.ts'

export interface ReplayDraft {
  readonly changes: ReadonlySignal<ReplayChanges>
  readonly edited: ReadonlySignal<readonly EditedPart[]>
  change(more: ReplayChanges, captured: Captured): void
  /** Back to what was captured. */
  reset(part: EditedPart): void
  resetAll(): void
}

export interface DraftDeps {
  readonly bin: BinId
  /** Of this tab. */
  readonly storage: KeyValueStore
}

export function createReplayDraft(seq: Seq, { bin, storage }: DraftDeps): ReplayDraft {
  const name = `hooklens:edit:${bin}:${seq}`
  const changes = signal<ReplayChanges>(readStored(storage, name, parseChanges) ?? {})
  const edited = computed(() => editedParts(changes.value))
  effect(() => {
    if (edited.value.length === 0) storage.removeItem(name)
    else writeStored(storage, name, formatChanges(changes.value))
  })
  return {
    changes,
    edited,
    change(more, captured) {
      changes.value = withChanges(changes.peek(), more, captured)
    },
    reset(part) {
      changes.value = withoutChange(changes.peek(), part)
    },
    resetAll() {
      changes.value = {}
    },
  }
}

function formatChanges({ body, ...rest }: ReplayChanges): string {
  const stored = body?.type === 'file' ? { ...body, bytes: toBase64(body.bytes) } : body
  return JSON.stringify({ ...rest, ...(stored ? { body: stored } : {}) })
}

/** Written by this version or, after an update of the server, by the one before. */
function parseChanges(found: unknown): ReplayChanges | undefined {
  if (typeof found !== 'object' || found === null) return undefined
  // Whatever else it may be, a part of another shape is caught by the server's own check.
  const { body, ...rest } = found as Omit<ReplayChanges, 'body'> & {
    body?: { type: 'text'; text: string } | { type: 'file'; name: string; bytes: string }
  }
  if (body === undefined) return rest
  return { ...rest, body: body.type === 'file' ? { ...body, bytes: fromBase64(body.bytes) } : body }
}
