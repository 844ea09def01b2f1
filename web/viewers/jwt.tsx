// JSON Web Tokens, decoded: a body that is one, or those in a body's strings.

import { findJwts, isJwt } from '../text/jwt.ts'
import { lazy } from '../ui/lazy.tsx'
import type { Viewer } from './viewer.ts'

const JwtBody = lazy(async () => (await import('./jwt-view.tsx')).JwtBody)

export const jwtViewer: Viewer = {
  id: 'jwt',
  label: 'JWT',
  priority({ text, mediaType }) {
    if (text === undefined) return 0
    if (mediaType === 'application/jwt' || isJwt(text)) return 110
    // Offered, never chosen by itself: the token is a part of the body only.
    return findJwts(text).length > 0 ? 5 : 0
  },
  View: ({ content }) => <JwtBody text={content.text ?? ''} />,
}
