// The parts of a multipart body: what each says of itself, its content in the viewer that suits it, and as a file.

import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { counted, formatSize } from '../text/format-size.ts'
import { headerParameter } from '../text/header-parameter.ts'
import { type Part, readParts } from '../text/multipart.ts'
import { Button } from '../ui/button.tsx'
import { downloadBytes } from '../ui/download.ts'
import { BodyView } from './body-view.tsx'
import type { BodyContent } from './viewer.ts'

/** Read at all: a megabyte holds 150,000 empty ones. */
const mostParts = 5_000
const shownAtFirst = 100
/** Parts up to here begin open, when they are few and small; never one that holds parts itself. */
const openAtFirst = 10
const openBytes = 100_000

export function MultipartBody({ content }: { content: BodyContent }) {
  const { bytes, contentType } = content
  const parts = useMemo(
    () => readParts(bytes, headerParameter(contentType ?? '', 'boundary') ?? '', mostParts),
    [bytes, contentType],
  )
  const shown = useSignal(shownAtFirst)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="parts" aria-label="Body in parts" tabIndex={0}>
      {parts.slice(0, shown.value).map((part, index) => (
        <PartView key={index} part={part} index={index} />
      ))}
      {parts.length === mostParts && (
        <p class="nothing">Only the first {counted(mostParts, 'part')} are read.</p>
      )}
      {parts.length > shown.value && (
        <Button
          onClick={() => {
            shown.value += shownAtFirst
          }}
        >
          Show more of the {counted(parts.length, 'part')}
        </Button>
      )}
    </section>
  )
}

function PartView({ part, index }: { part: Part; index: number }) {
  const { name, fileName, contentType, bytes, isCut } = part
  const isOpen = useSignal(
    index < openAtFirst && bytes.length <= openBytes && !contentType?.startsWith('multipart/'),
  )
  return (
    <details
      class="part"
      open={isOpen.value}
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open
      }}
    >
      <summary>
        <bdi class="part-name">{name ?? `Part ${index + 1}`}</bdi>
        {fileName !== undefined && <bdi>{fileName || 'file without a name'}</bdi>}
        <span class="muted">
          <bdi>{contentType ?? 'text'}</bdi> · {formatSize(bytes.length)}
        </span>
        {isCut && <span class="chip warn">cut off: no closing boundary</span>}
      </summary>
      {isOpen.value && <OpenPart part={part} index={index} />}
    </details>
  )
}

function OpenPart({ part, index }: { part: Part; index: number }) {
  const { headers, fileName, name, contentType, bytes } = part
  return (
    <>
      <div class="part-tools">
        <ul class="part-headers">
          {headers.map(([name, value], at) => (
            <li key={at}>
              <bdi>
                <span class="muted">{name}:</span> {value}
              </bdi>
            </li>
          ))}
        </ul>
        <Button
          kind="plain"
          icon="download"
          aria-label={`Download ${fileName || name || `part ${index + 1}`}`}
          onClick={() => downloadBytes(bytes, safeName(fileName || name || `part-${index + 1}`))}
        >
          Download
        </Button>
      </div>
      {bytes.length === 0 ? (
        <p class="nothing">This part is empty.</p>
      ) : (
        <div class="part-body">
          <BodyView bytes={bytes} contentType={contentType ?? 'text/plain'} isSmall />
        </div>
      )}
    </>
  )
}

/** No path, nothing that turns direction or is not seen. */
function safeName(name: string): string {
  const [last = ''] = name.split(/[/\\]/).slice(-1)
  return last.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(-120) || 'part.bin'
}
