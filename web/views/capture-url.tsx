// The capture URL in the top bar: the bin's part stands out, a click copies all of it.

import { CopyButton } from '../ui/copy-button.tsx'

export function CaptureUrl({ url }: { url: string }) {
  const split = url.lastIndexOf('/') + 1
  return (
    <div class="capture-url">
      <code>
        <span class="muted">{url.slice(0, split)}</span>
        {url.slice(split)}
      </code>
      <CopyButton text={url} name="the capture URL" />
    </div>
  )
}
