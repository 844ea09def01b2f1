// The body of a request, as it was meant or as it came, in the viewer that suits it.

import { useSignal } from '@preact/signals'
import { useInspector } from '../context.ts'
import { runInSlices } from '../state/slices.ts'
import { formatSize } from '../text/format-size.ts'
import { readTextInSteps } from '../text/read-text.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Loaded } from '../ui/loading.tsx'
import { BodyView } from '../viewers/body-view.tsx'
import type { TabProps } from './detail-pane.tsx'

/** Fetched only when asked for. */
const fetchedUnasked = 20_000_000

export function BodyTab({ request, detail }: TabProps) {
  const { actions } = useInspector()
  const { size, contentType, contentEncoding } = request.body
  const isEncoded = contentEncoding !== null && contentEncoding.toLowerCase() !== 'identity'
  const showsStored = useSignal(!isEncoded)
  const isWanted = useSignal(size <= fetchedUnasked)

  if (size === 0) return <p class="nothing">This request has no body.</p>
  if (!isWanted.value) {
    return (
      <div class="nothing">
        <p>The body is {formatSize(size)}.</p>
        <Button
          onClick={() => {
            isWanted.value = true
          }}
        >
          Load it
        </Button>
        <Button icon="download" onClick={actions.downloadBody}>
          Download
        </Button>
      </div>
    )
  }
  const loader = showsStored.value ? detail.storedBody : detail.decodedBody
  const copyBody = async () => {
    const text = await runInSlices(readTextInSteps(await loader.get(), contentType))
    if (text === undefined) throw new Error('The body is not text. Download it instead.')
    return text
  }
  const toggleStored = () => {
    showsStored.value = !showsStored.value
  }
  const tools = (
    <>
      {isEncoded && (
        <Button kind="plain" onClick={toggleStored}>
          {showsStored.value ? 'Show decoded' : 'Show as sent'}
        </Button>
      )}
      <CopyButton text={copyBody} name="the body" kind="plain" />
      <Button kind="plain" icon="download" onClick={actions.downloadBody} title="The exact bytes">
        Download
      </Button>
    </>
  )
  return (
    <Loaded
      loader={loader}
      key={String(showsStored.value)}
      instead={
        isEncoded && (
          <>
            <Button onClick={toggleStored}>
              {showsStored.value ? 'Show decoded' : 'Show as sent'}
            </Button>
            <Button icon="download" onClick={actions.downloadBody}>
              Download as sent
            </Button>
          </>
        )
      }
    >
      {(bytes, isWhole) => (
        <BodyView
          isRequest
          bytes={bytes}
          isWhole={isWhole}
          contentType={contentType}
          about={
            isWhole
              ? about(contentType, isEncoded ? contentEncoding : null, size, bytes.length)
              : 'loading the rest…'
          }
          tools={tools}
        />
      )}
    </Loaded>
  )
}

/** `application/json · gzip, 2.1 kB → 6.4 kB`. */
function about(type: string | null, encoding: string | null, size: number, shown: number): string {
  const encoded =
    encoding &&
    (size === shown ? encoding : `${encoding}, ${formatSize(size)} → ${formatSize(shown)}`)
  return [type ?? 'no content type', encoded].filter(Boolean).join(' · ')
}
