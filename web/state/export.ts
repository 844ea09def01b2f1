// One export on its way from the server into a file: how far it is, and how to stop it.

import { type ReadonlySignal, signal } from '@preact/signals'
import { type ExportFormatId, exportFileName, exportFormats } from '../../server/wire/exports.ts'
import type { BinId } from '../../server/wire/ids.ts'
import { type BinApi, isAbort, messageOf, type Selection } from '../api.ts'

export interface Written {
  readonly requests: number
  readonly bytes: number
}

export type ExportState =
  | { readonly type: 'idle' }
  | ({ readonly type: 'running' } & Written)
  | { readonly type: 'failed'; readonly message: string }

export interface Exporter {
  readonly state: ReadonlySignal<ExportState>
  /** What was written, and where to; undefined when it was cancelled or failed. */
  start(
    selection: Selection,
    format: ExportFormatId,
  ): Promise<(Written & { readonly fileName: string }) | undefined>
  cancel(): void
}

export interface ExporterDeps {
  readonly api: Pick<BinApi, 'exportRequests'>
  readonly bin: BinId
  readonly now: () => number
  readonly save: (file: Blob, fileName: string) => void
}

/** A browser can keep a blob on disk, and bytes only in memory. */
const blobBytes = 16 * 1024 * 1024

export function createExporter({ api, bin, now, save }: ExporterDeps): Exporter {
  const state = signal<ExportState>({ type: 'idle' })
  let controller: AbortController | undefined

  async function write(selection: Selection, format: ExportFormatId, signal: AbortSignal) {
    const countIn = createCounter(exportFormats[format].mark)
    let written: Written = { requests: 0, bytes: 0 }
    let blobs: Blob[] = []
    let fresh: Uint8Array<ArrayBuffer>[] = []
    let freshBytes = 0
    state.value = { type: 'running', ...written }
    for await (const piece of await api.exportRequests(selection, format, signal)) {
      written = {
        requests: written.requests + countIn(piece),
        bytes: written.bytes + piece.length,
      }
      state.value = { type: 'running', ...written }
      fresh.push(piece)
      freshBytes += piece.length
      if (freshBytes < blobBytes) continue
      blobs = [...blobs, new Blob(fresh)]
      fresh = []
      freshBytes = 0
    }
    const fileName = exportFileName(bin, format, now())
    // Never a type that a browser would open.
    save(new Blob([...blobs, ...fresh], { type: 'application/octet-stream' }), fileName)
    return { ...written, fileName }
  }

  return {
    state,
    async start(selection, format) {
      controller?.abort()
      controller = new AbortController()
      const { signal } = controller
      try {
        const done = await write(selection, format, signal)
        state.value = { type: 'idle' }
        return done
      } catch (error) {
        // A newer one may have begun.
        if (!signal.aborted) state.value = { type: 'failed', message: explain(error) }
        return undefined
      }
    },
    cancel() {
      controller?.abort()
      state.value = { type: 'idle' }
    },
  }
}

function explain(error: unknown): string {
  // The browser's own word for a stream that broke off says nothing.
  if (error instanceof TypeError || isAbort(error)) {
    return 'The connection broke off before the file was whole. Nothing was saved.'
  }
  return messageOf(error)
}

/** Counts how often `mark`, of ASCII characters, has come in a stream of bytes. */
function createCounter(mark: string): (piece: Uint8Array) => number {
  const decoder = new TextDecoder('latin1')
  let tail = ''
  return (piece) => {
    const text = tail + decoder.decode(piece)
    tail = text.slice(-(mark.length - 1))
    return text.split(mark).length - 1
  }
}
