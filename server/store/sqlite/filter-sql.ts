// A filter as a condition on the columns of `requests r LEFT JOIN marks m`, with its parameters bound.
// Numbers and flags SQLite compares itself; texts, JSON and bodies it hands to the very checks that `wire/filter`
// makes its predicates of, so that both find the same.

import { assertNever } from '../../wire/assert-never.ts'
import type { Accepts, Check, SpanKey, TextKey } from '../../wire/filter/compile.ts'
import { someAtPath } from '../../wire/filter/json-path.ts'
import type { HasWord, IsWord } from '../../wire/filter/keys.ts'
import { filterBounds } from '../../wire/filter/syntax.ts'
import {
  bodyText,
  contentTypeTexts,
  eventTexts,
  headerTexts,
  pathTexts,
  providerTexts,
  queryTexts,
  rawAndDecoded,
  signatureTexts,
} from '../../wire/filter/texts.ts'
import type { Span } from '../../wire/filter/time.ts'
import { number } from './parameters.ts'
import {
  answer,
  gist,
  parsePairs,
  parseProvider,
  parseSignature,
  parseTags,
  provider,
  signature,
} from './rows.ts'

/** Answers for one column's value, as SQLite gives it. */
export type ColumnCheck = (value: unknown) => boolean

export interface FilterSql {
  /** Never null, so that it can be negated. */
  readonly where: string
  readonly parameters: readonly number[]
  /** What `hooklens_check(n, column)` asks, by `n`. */
  readonly checks: readonly ColumnCheck[]
  readonly readsBody: boolean
}

export const checkFunction = 'hooklens_check'

export function toSql(check: Check): FilterSql {
  const checks: ColumnCheck[] = []
  const { sql, parameters, cost } = compile(check, checks)
  return { where: sql, parameters, checks, readsBody: cost === costs.body }
}

/** What a condition must read decides which is asked first. */
const costs = { column: 0, check: 1, headers: 2, body: 3 } as const

interface Condition {
  readonly sql: string
  /** In the order in which `sql` names them. */
  readonly parameters: readonly number[]
  readonly cost: number
}

function compile(check: Check, checks: ColumnCheck[]): Condition {
  switch (check.type) {
    case 'all':
      return column('1')
    case 'and':
    case 'or':
      return joined(
        check.type,
        check.parts.map((part) => compile(part, checks)),
      )
    case 'not': {
      const inner = compile(check.part, checks)
      return { ...inner, sql: `NOT ${inner.sql}` }
    }
    case 'span':
      return joined(
        'or',
        check.spans.map((span) => within(spanColumns[check.key], span)),
      )
    case 'is':
      return joined(
        'or',
        check.words.map((word) => column(isColumns[word])),
      )
    case 'has':
      return joined(
        'or',
        check.words.map((word) => column(hasColumns[word])),
      )
    case 'field':
      return field(check.key, check.accepts, checks)
    case 'query':
      return asked('r.query', costs.check, checks, (query) =>
        queryTexts(String(query), check.name).some(check.accepts),
      )
    case 'header':
      return asked('r.headers', costs.headers, checks, (json) =>
        headerTexts(parsePairs(String(json)), check.name).some(check.accepts),
      )
    case 'json':
      return asked(bodyColumn, costs.body, checks, (body) =>
        someAtPath(bytesOf(body), check.path, check.accepts),
      )
    case 'text':
      return anywhere(check.accepts, checks)
    default:
      return assertNever(check)
  }
}

function joined(type: 'and' | 'or', conditions: readonly Condition[]): Condition {
  const ordered = conditions.toSorted((a, b) => a.cost - b.cost)
  return {
    sql: `(${ordered.map(({ sql }) => sql).join(type === 'and' ? ' AND ' : ' OR ')})`,
    parameters: ordered.flatMap(({ parameters }) => parameters),
    cost: ordered.at(-1)?.cost ?? costs.column,
  }
}

function anywhere(accepts: Accepts, checks: ColumnCheck[]): Condition {
  const asks = (sql: string, cost: number, textsOf: (value: unknown) => readonly string[]) =>
    asked(sql, cost, checks, (value) => textsOf(value).some(accepts))
  return joined('or', [
    asks('r.path', costs.check, (path) => rawAndDecoded(String(path))),
    asks('r.query', costs.check, (query) => rawAndDecoded(String(query))),
    asks(provider, costs.check, (json) => eventTexts(parseProvider(json))),
    asks(gist, costs.check, (text) => (text === null ? [] : [String(text)])),
    asks("coalesce(m.note, '')", costs.check, (note) => [String(note)]),
    asks('m.tags', costs.check, parseTags),
    asks('r.headers', costs.headers, (json) => parsePairs(String(json)).map(([, value]) => value)),
    asks(bodyColumn, costs.body, (body) => [bodyText(bytesOf(body))]),
  ])
}

function field(key: TextKey, accepts: Accepts, checks: ColumnCheck[]): Condition {
  const { sql, textsOf } = textColumns[key]
  return asked(sql, costs.check, checks, (value) => textsOf(value).some(accepts))
}

function asked(sql: string, cost: number, checks: ColumnCheck[], check: ColumnCheck): Condition {
  checks.push(check)
  return { sql: `${checkFunction}(${checks.length - 1}, ${sql})`, parameters: [], cost }
}

function within(sql: string, { from, before }: Span): Condition {
  const ends = [
    { sign: '>=', end: from },
    { sign: '<', end: before },
  ].filter(({ end }) => Number.isFinite(end))
  return {
    sql: `coalesce(${ends.map(({ sign }) => `${sql} ${sign} ${number}`).join(' AND ')}, 0)`,
    parameters: ends.map(({ end }) => end),
    cost: costs.column,
  }
}

const bodyColumn = `substr(r.body, 1, ${filterBounds.bodyBytes})`

const spanColumns: Readonly<Record<SpanKey, string>> = {
  at: 'r.received_at',
  size: 'r.body_size',
  status: `json_extract(${answer}, '$.status')`,
}

const isColumns: Readonly<Record<IsWord, string>> = {
  retry: `coalesce(json_extract(${provider}, '$.attempt') > 1, 0)`,
  handshake: `coalesce(json_extract(${answer}, '$.by') = 'handshake', 0)`,
  read: 'coalesce(m.read, 0) = 1',
  unread: 'coalesce(m.read, 0) = 0',
  pinned: 'coalesce(m.pinned, 0) = 1',
  complete: "r.state = 'complete'",
  aborted: "r.state = 'aborted'",
  'too-large': "r.state = 'too-large'",
  malformed: "r.state = 'malformed'",
}

const hasColumns: Readonly<Record<HasWord, string>> = {
  note: "coalesce(m.note, '') <> ''",
  tag: "coalesce(m.tags, '[]') <> '[]'",
  delivery: 'coalesce(m.deliveries, 0) > 0',
  body: 'r.body_size > 0',
  query: "r.query <> ''",
  signature: `coalesce(json_extract(${signature}, '$.verdict') <> 'unsigned', 0)`,
  provider: `${provider} IS NOT NULL`,
  event: `coalesce(json_type(${provider}, '$.event') = 'text', 0)`,
  encoding: 'r.content_encoding IS NOT NULL',
  trailer: "r.trailers <> '[]'",
}

interface TextColumn {
  readonly sql: string
  readonly textsOf: (value: unknown) => readonly string[]
}

const textColumns: Readonly<Record<TextKey, TextColumn>> = {
  method: { sql: 'r.method', textsOf: (method) => [String(method)] },
  path: { sql: 'r.path', textsOf: (path) => pathTexts(String(path)) },
  ct: {
    sql: 'r.content_type',
    textsOf: (type) => contentTypeTexts(type === null ? null : String(type)),
  },
  ip: { sql: 'r.remote_address', textsOf: (address) => [String(address)] },
  provider: { sql: provider, textsOf: (json) => providerTexts(parseProvider(json)) },
  event: { sql: provider, textsOf: (json) => eventTexts(parseProvider(json)) },
  sig: { sql: signature, textsOf: (json) => signatureTexts(parseSignature(json)) },
  state: { sql: 'r.state', textsOf: (state) => [String(state)] },
  tag: { sql: 'm.tags', textsOf: parseTags },
}

function bytesOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array()
}

function column(sql: string): Condition {
  return { sql: `(${sql})`, parameters: [], cost: costs.column }
}
