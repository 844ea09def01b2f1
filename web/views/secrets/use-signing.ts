// What the open bin has to do with ways of signing, for the views that need it: made by the first, used by all.

import { useMemo } from 'preact/hooks'
import { useInspector } from '../../context.ts'
import { createSigningApi, type SigningApi } from '../../signing-api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { createDevelopmentKeys, type DevelopmentKeys } from '../../state/development-keys.ts'

export function useSigningApi({ id, key }: BinSession): SigningApi {
  const { origin } = useInspector()
  return useMemo(() => createSigningApi(origin, id, key), [origin, id, key])
}

export function useDevelopmentKeys(session: BinSession): DevelopmentKeys {
  const api = useSigningApi(session)
  session.kept.developmentKeys ??= createDevelopmentKeys(api)
  return session.kept.developmentKeys
}
