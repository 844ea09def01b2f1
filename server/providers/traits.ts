// Whom a request may be of, by what providers declare of themselves: the headers and the content that tell them (P1).

import { providers } from './index.ts'
import type { Evidence, Provider } from './provider.ts'

/** Positions in the list of providers, in no order. */
export function toldByHeaders({ headers }: Evidence): number[] {
  const told: number[] = []
  for (const name of headers.keys()) {
    const positions = byHeader.get(name)
    if (positions) told.push(...positions)
  }
  return told
}

/** No position before this one is told by content. */
export const firstByContent = providers.findIndex((provider) => provider.toldByContent)

/** Positions in the list of providers, in no order. Query and body are gone through once for all of them. */
export function toldByContent(evidence: Evidence): number[] {
  const told: number[] = []
  if (evidence.query !== '') {
    for (const [name, positions] of byParameter) {
      if (evidence.query.includes(name)) told.push(...positions)
    }
  }
  if (formTypes.test(evidence.headers.get('content-type') ?? '')) told.push(...byForm)
  const body = evidence.fields()
  const object = body.kind === 'array' ? body.at(0) : body
  for (const key of object.keysAmong(wantedKeys)) told.push(...(byKey.get(key) ?? []))
  return told
}

const formTypes = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/i

const byHeader = positionsBy(({ toldBy }) => toldBy)
const byParameter = positionsBy((of) => of.toldByContent?.parameters?.map((name) => `${name}=`))
const byKey = positionsBy((of) => of.toldByContent?.keys)
const wantedKeys = [...byKey.keys()]
const byForm = providers.flatMap((of, position) => (of.toldByContent?.isForm ? [position] : []))

function positionsBy(
  traitsOf: (provider: Provider) => readonly string[] | undefined,
): ReadonlyMap<string, readonly number[]> {
  const map = new Map<string, number[]>()
  for (const [position, provider] of providers.entries()) {
    for (const trait of traitsOf(provider) ?? []) {
      map.set(trait, [...(map.get(trait) ?? []), position])
    }
  }
  return map
}
