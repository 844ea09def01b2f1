// Picks the viewer for a body, lets the user pick another, and falls back to raw when one fails.

import { Component, type ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { messageOf } from '../api.ts'
import { useInspector } from '../context.ts'
import { Skeleton } from '../ui/loading.tsx'
import { Segments } from '../ui/segments.tsx'
import { hexViewer } from './hex.tsx'
import { viewersFor } from './index.ts'
import { rawViewer } from './raw.tsx'
import { useSliced } from './use-sliced.ts'
import { contentInSteps, contentOf, type Viewer, type ViewerProps } from './viewer.ts'

/** Bytes. */
const beginning = 65_536

export interface BodyViewProps {
  readonly bytes: Uint8Array
  /** False for the beginning of what is still being fetched. */
  readonly isWhole?: boolean
  readonly contentType: string | null
  /** Beside the choice of viewers. */
  readonly about?: string
  readonly tools?: ComponentChildren
  /** Part of something else: no choice is offered. */
  readonly isSmall?: boolean
  /** A request's whole body. */
  readonly isRequest?: boolean
}

export function BodyView(props: BodyViewProps) {
  const { bytes, isWhole = true, contentType, about, tools, isSmall, isRequest } = props
  const { viewerChoices } = useInspector()
  const read = useSliced(
    () => contentInSteps(bytes, contentType, isWhole),
    [bytes, contentType, isWhole],
  )
  const content = useMemo(
    () => read ?? contentOf(bytes.subarray(0, beginning), contentType, false),
    [read, bytes, contentType],
  )
  const possible = useMemo(() => viewersFor(content), [content])
  const remembered = isSmall ? undefined : viewerChoices.value[content.mediaType]
  const viewer = possible.find(({ id }) => id === remembered) ?? possible[0] ?? hexViewer
  return (
    <>
      {!isSmall && (
        <div class="tab-tools">
          <Segments
            name="View as"
            items={possible}
            chosen={viewer.id}
            onChoose={(id) => {
              viewerChoices.value = { ...viewerChoices.value, [content.mediaType]: id }
            }}
          />
          <span class="about">{about}</span>
          <span class="spring" />
          {tools}
        </div>
      )}
      {content.isWhole || viewer.showsBeginning ? (
        <FallBack
          // A request's own body stays the same while it grows.
          key={`${viewer.id} ${isSmall ? bytes.length : ''}`}
          viewer={viewer}
          content={content}
          isPart={isSmall}
          isRequest={isRequest}
        />
      ) : (
        <Skeleton />
      )}
    </>
  )
}

interface FallBackProps extends ViewerProps {
  readonly viewer: Viewer
}

class FallBack extends Component<FallBackProps, { error?: unknown }> {
  static override getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render({ viewer, ...props }: FallBackProps, { error }: { error?: unknown }) {
    const { View } =
      error === undefined ? viewer : props.content.text === undefined ? hexViewer : rawViewer
    return (
      <>
        {error !== undefined && (
          <p class="viewer-error" role="note">
            {messageOf(error)} <span class="muted">Shown raw instead of as {viewer.label}.</span>
          </p>
        )}
        <View {...props} />
      </>
    )
  }
}
