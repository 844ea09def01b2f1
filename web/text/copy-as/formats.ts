// The formats of "Copy as", in the menu's order; each is fetched when it is first used.

import type { CopyFormat } from './format.ts'

export const copyFormats = [
  {
    id: 'curl',
    label: 'curl',
    build: (input) => import('./curl.ts').then(({ toCurl }) => toCurl(input)),
  },
  {
    id: 'httpie',
    label: 'HTTPie',
    build: (input) => import('./httpie.ts').then(({ toHttpie }) => toHttpie(input)),
  },
  {
    id: 'fetch',
    label: 'fetch (JavaScript)',
    build: (input) => import('./fetch.ts').then(({ toFetch }) => toFetch(input)),
  },
  {
    id: 'python',
    label: 'Python requests',
    build: (input) => import('./python.ts').then(({ toPython }) => toPython(input)),
  },
  {
    id: 'go',
    label: 'Go net/http',
    build: (input) => import('./go.ts').then(({ toGo }) => toGo(input)),
  },
  {
    id: 'raw-http',
    label: 'raw HTTP',
    build: (input) => import('./raw-http.ts').then(({ toRawHttp }) => toRawHttp(input)),
  },
  {
    id: 'fixture',
    label: 'test fixture',
    build: (input) => import('./fixture.ts').then(({ toFixture }) => toFixture(input)),
  },
] as const satisfies readonly CopyFormat[]

export type CopyFormatId = (typeof copyFormats)[number]['id']

export function isCopyFormatId(found: unknown): found is CopyFormatId {
  return copyFormats.some(({ id }) => id === found)
}
