// Lets a relay in, or says why not: its key, its bin, its filters, and where its stream begins.

import type { BinRecord, Store } from '../store/store.ts'
import type { Access } from '../wire/bins.ts'
import { createPredicate, type FilterPredicate } from '../wire/filter/match.ts'
import { parseFilter } from '../wire/filter/parse.ts'
import { compileRegex } from '../wire/filter/regex.ts'
import type { Term } from '../wire/filter/syntax.ts'
import { parseBinId } from '../wire/ids.ts'
import type { RelayHello, RelayRefusal } from '../wire/relay.ts'
import type { Welcome } from './server-session.ts'

export interface AdmitOptions {
  readonly store: Pick<Store, 'getBin' | 'touchBin'>
  readonly accessOf: (key: string, record: BinRecord) => Access | undefined
  /** Where the bin is to be reached. */
  readonly urlsOf: (record: BinRecord) => Pick<Welcome, 'captureUrl' | 'inspectUrl'>
  readonly now: () => number
}

export interface Refused {
  readonly type: 'refused'
  readonly reason: RelayRefusal
  readonly message: string
}

export type Admitted =
  | Refused
  | {
      readonly type: 'admitted'
      readonly welcome: Welcome
      readonly filter: FilterPredicate | undefined
    }

export async function admitRelay(hello: RelayHello, options: AdmitOptions): Promise<Admitted> {
  const { store, urlsOf, now } = options
  const found = await checkKey(hello, options)
  if (found.type === 'refused') return found
  const filter = readFilters(hello.filters ?? [''], now())
  if (filter.type === 'refused') return filter
  const { record } = found
  await store.touchBin(record.id, now())
  return {
    type: 'admitted',
    filter: filter.predicate,
    welcome: {
      bin: record.id,
      binCreatedAt: record.createdAt,
      ...urlsOf(record),
      ...startOf(hello, record),
    },
  }
}

/** Whether the relay may (still) serve the bin. */
export async function checkKey(
  { bin, key }: Pick<RelayHello, 'bin' | 'key'>,
  { store, accessOf }: Pick<AdmitOptions, 'store' | 'accessOf'>,
): Promise<Refused | { readonly type: 'found'; readonly record: BinRecord }> {
  const id = parseBinId(bin)
  const record = id && (await store.getBin(id))
  if (!record) return refused('not-found', `There is no bin '${bin}'. It may have expired.`)
  const access = accessOf(key, record)
  if (!access) return refused('wrong-key', `The key does not open the bin '${bin}'.`)
  if (access === 'view') {
    return refused('view-key', `The view key of '${bin}' only reads. A relay takes the owner key.`)
  }
  return { type: 'found', record }
}

type Start = Pick<Welcome, 'after' | 'waiting' | 'missed'>

function startOf({ after: wanted, binCreatedAt }: RelayHello, record: BinRecord): Start {
  const { firstSeq, lastSeq, requests, createdAt } = record
  const isOtherBin = binCreatedAt !== undefined && binCreatedAt !== createdAt
  const asked = wanted === 'now' ? lastSeq : wanted === 'all' || isOtherBin ? 0 : wanted
  // A cursor beyond the end is of a database that was since put back to an older copy.
  const after = Math.min(asked, lastSeq)
  const waiting = Math.min(lastSeq - after, requests)
  // Behind the first one kept it is not known how many of those between were deleted.
  const isBeforeFirst = after < firstSeq
  return { after, waiting, missed: isBeforeFirst ? lastSeq - after - requests : 0 }
}

function readFilters(
  filters: readonly string[],
  now: number,
): Refused | { readonly type: 'read'; readonly predicate: FilterPredicate | undefined } {
  const parts: Term[] = []
  let takesAll = false
  for (const text of filters) {
    const parsed = parseFilter(text, compileRegex)
    if (parsed.type === 'error') {
      return refused('bad-filter', `The filter '${text}' cannot be read: ${parsed.error.message}`)
    }
    // One that takes everything makes the others idle.
    if (parsed.filter.type === 'all') takesAll = true
    else parts.push(parsed.filter)
  }
  const predicate = takesAll
    ? undefined
    : createPredicate({ type: 'or', parts }, { now, compileRegex })
  return { type: 'read', predicate }
}

function refused(reason: RelayRefusal, message: string): Refused {
  return { type: 'refused', reason, message }
}
