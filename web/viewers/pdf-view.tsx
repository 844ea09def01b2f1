// The facts of a PDF, and the file to open elsewhere.

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { formatSize } from '../text/format-size.ts'
import { type PdfFacts, pdfFacts } from '../text/pdf-facts.ts'
import { Button } from '../ui/button.tsx'
import { downloadBytes } from '../ui/download.ts'
import { Skeleton } from '../ui/loading.tsx'
import type { ViewerProps } from './viewer.ts'

export function PdfBody({ content: { bytes } }: ViewerProps) {
  const facts = useSignal<PdfFacts | undefined>(undefined)
  useEffect(() => {
    pdfFacts(bytes).then((found) => {
      facts.value = found
    })
  }, [bytes])
  if (!facts.value) return <Skeleton />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="overview pdf" aria-label="Body as PDF" tabIndex={0}>
      <dl class="fact-list">
        {rowsOf(facts.value, bytes.length).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <p class="muted">
        It is not drawn here: a stranger’s file gets no reader inside the inspector. Open it with
        one that you trust.
      </p>
      <Button icon="download" onClick={() => downloadBytes(bytes, 'body.pdf')}>
        Download as PDF
      </Button>
    </section>
  )
}

function rowsOf(facts: PdfFacts, size: number): readonly (readonly [string, string])[] {
  const rows: (readonly [string, string | undefined])[] = [
    ['Title', facts.title],
    ['Pages', facts.pages?.toLocaleString('en') ?? 'not readable'],
    ['Version', `PDF ${facts.version}`],
    ['Made by', facts.producer],
    ['Protection', facts.isEncrypted ? 'encrypted: a password may be needed' : 'none'],
    ['Scripts', facts.hasScripts ? 'has some: readers may run them' : 'none seen'],
    ['Size', formatSize(size)],
  ]
  return rows.filter((row): row is readonly [string, string] => row[1] !== undefined)
}
