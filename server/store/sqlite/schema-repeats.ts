// The index that finds the attempts at one event. Never edited afterwards: a change is a new migration.

/** What `eventKeyOf` makes of a request that came whole, in SQL. */
export const eventKey = eventKeyIn('provider', 'body_sha256')

export function eventKeyIn(provider: string, sha256: string): string {
  return `
  CASE WHEN json_extract(${provider}, '$.hasFixedBody') THEN lower(hex(${sha256}))
    ELSE json_extract(${provider}, '$.deliveryId') END`
}

/*
 * By seq, not by key: captures then add to its end, wherever a key would have put them (C7), and a bin's part of it is
 * small enough to be gone through.
 */
export const repeatsSchema = `
CREATE INDEX requests_by_event ON requests (bin_no, seq, ${eventKey}) WHERE provider IS NOT NULL;
`
