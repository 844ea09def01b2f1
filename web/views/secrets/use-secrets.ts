// The providers and secrets of the open bin, for the views that need them: made by the first, used by all.

import { useInspector } from '../../context.ts'
import { createDeliveryApi } from '../../delivery-api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { createSecrets, type Secrets } from '../../state/secrets.ts'

export function useSecrets({ id, key, kept, checking }: BinSession): Secrets {
  const { origin, canChange } = useInspector()
  kept.secrets ??= createSecrets({
    api: createDeliveryApi(origin, id, key),
    checking,
    isOwner: canChange.peek(),
  })
  return kept.secrets
}
