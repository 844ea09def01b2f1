// Where a bin is reached.

import type { Bin } from '../wire/bins.ts'
import type { BinId } from '../wire/ids.ts'

export function binUrls(id: BinId, base: string): Pick<Bin, 'captureUrl' | 'inspectUrl'> {
  return { captureUrl: `${base}/in/${id}`, inspectUrl: `${base}/b/${id}` }
}
