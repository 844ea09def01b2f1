// Where in a list a section is, as its tags may ask: with it they write what goes between elements, but not behind the last.

export interface ListPlace {
  readonly index: number
  readonly count: number
}

/** Undefined where it is no such name. A field of that name in the list is reached by its path from `body` on. */
export function readOfPlace(name: string): ((place: ListPlace) => unknown) | undefined {
  return Object.hasOwn(reads, name) ? reads[name] : undefined
}

const reads: Readonly<Record<string, (place: ListPlace) => unknown>> = {
  '@last': ({ index, count }) => index === count - 1,
  '@first': ({ index }) => index === 0,
  '@index': ({ index }) => index,
}
