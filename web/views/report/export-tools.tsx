// Takes a report along: as files, and as Markdown on the clipboard.

import type { Seq } from '../../../server/wire/ids.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { ReportApi } from '../../report-api.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { downloadBlob } from '../../ui/download.ts'

export interface ExportToolsProps {
  readonly api: ReportApi
  readonly after: Seq
  /** Of the files, without an extension. */
  readonly name: string
}

export function ExportTools({ api, after, name }: ExportToolsProps) {
  const { toasts } = useInspector()

  async function save(format: 'csv' | 'json') {
    try {
      const text = await api.text(format, { after })
      // Never a type that a browser would open.
      const blob = new Blob([text], { type: 'application/octet-stream' })
      downloadBlob(blob, `${name}.${format}`)
    } catch (error) {
      toasts.error(messageOf(error))
    }
  }

  return (
    <div class="report-tools" role="toolbar" aria-label="Export">
      <Button kind="plain" icon="download" onClick={() => save('csv')}>
        CSV
      </Button>
      <Button kind="plain" icon="download" onClick={() => save('json')}>
        JSON
      </Button>
      <CopyButton
        kind="plain"
        text={() => api.text('markdown', { after })}
        name="as Markdown"
        label="Markdown"
      />
    </div>
  )
}
