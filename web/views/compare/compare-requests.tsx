// Fetches two requests with their bodies and lays them beside each other.

import { useMemo } from 'preact/hooks'
import type { Seq } from '../../../server/wire/ids.ts'
import type { CapturedRequest } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import { formatRoute } from '../../router.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { createLoader } from '../../state/load.ts'
import type { RequestDetail } from '../../state/request-detail.ts'
import { requestSections } from '../../text/compare/sides.ts'
import { titleOf } from '../../text/describe.ts'
import { formatSize } from '../../text/format-size.ts'
import { timeOfDay } from '../../text/format-time.ts'
import { Comparison } from './comparison.tsx'
import { LoadedSides } from './loaded-sides.tsx'
import { SideHead } from './side-head.tsx'
import { SidePicker } from './side-picker.tsx'

export interface CompareRequestsProps {
  readonly session: BinSession
  readonly left: Seq
  readonly right: Seq
}

interface Side {
  readonly request: CapturedRequest
  readonly bytes: Uint8Array
  /** Where the bytes are those that were stored. */
  readonly sha256?: string
  /** Why the body is as it was sent and not decoded. */
  readonly fault?: string
}

export function CompareRequests({ session, left, right }: CompareRequestsProps) {
  const loader = useMemo(() => {
    const details = [session.details.get(left), session.details.get(right)]
    return createLoader(() => Promise.all(details.map(readSide)), new AbortController().signal)
  }, [session, left, right])
  return (
    <LoadedSides loader={loader}>
      {(one, other) => <Both session={session} left={one} right={other} />}
    </LoadedSides>
  )
}

async function readSide(detail: RequestDetail): Promise<Side> {
  const request = await detail.request.get()
  const encoding = request.body.contentEncoding?.toLowerCase()
  const { sha256 } = request.body
  if (!encoding || encoding === 'identity') {
    return { request, bytes: await detail.storedBody.get(), sha256 }
  }
  try {
    return { request, bytes: await detail.decodedBody.get() }
  } catch {
    const fault = `The body of #${request.seq} could not be decoded (${encoding}): it is compared as it was sent.`
    return { request, bytes: await detail.storedBody.get(), fault, sha256 }
  }
}

function Both({ session, left, right }: { session: BinSession; left: Side; right: Side }) {
  const { actions } = useInspector()
  const [one, other] = [left.request, right.request]
  const note = [left.fault, right.fault].filter(Boolean).join(' ')
  const sections = useMemo(() => requestSections(one, other), [one, other])
  return (
    <Comparison
      heads={
        <>
          <RequestHead session={session} request={one} other={other} side="left" />
          <RequestHead session={session} request={other} other={one} side="right" />
        </>
      }
      sections={sections}
      left={{ bytes: left.bytes, contentType: one.body.contentType }}
      right={{ bytes: right.bytes, contentType: other.body.contentType }}
      {...(note ? { note } : {})}
      {...(left.sha256 && right.sha256 ? { digests: [left.sha256, right.sha256] as const } : {})}
      onSwap={actions.swapSides}
      onClose={actions.closeCompare}
    />
  )
}

interface RequestHeadProps {
  readonly session: BinSession
  readonly request: CapturedRequest
  readonly other: CapturedRequest
  readonly side: 'left' | 'right'
}

function RequestHead({ session, request, other, side }: RequestHeadProps) {
  const { actions, place, select } = useInspector()
  const { seq, receivedAt, body } = request
  const route = place.value
  return (
    <SideHead
      side={side}
      number={`#${seq}`}
      title={titleOf(request)}
      about={`${timeOfDay(receivedAt)} · ${formatSize(body.size)}`}
      href={route ? formatRoute({ ...route, seq, compare: undefined }) : ''}
      onOpen={() => select(seq)}
    >
      <SidePicker
        session={session}
        request={request}
        other={other}
        side={side}
        onPick={(picked) => actions.compare(picked.seq, other.seq)}
      />
    </SideHead>
  )
}
