// Which part of the open request is shown, where the address leaves that open.

import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinRoute, Tab } from '../router.ts'

export function tabOf(place: BinRoute | undefined, { body }: RequestSummary): Tab {
  return place?.tab ?? (body.size > 0 ? 'body' : 'overview')
}
