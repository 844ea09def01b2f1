// The tables as first shipped. Never edited afterwards: a change is a new migration.

/*
 * What keeps a capture's cost flat (C7):
 * - `requests` is only appended to, in arrival order, whatever the bin; its body comes last, so that
 *   reading a summary never walks through it.
 * - What changes with every capture sits in `counters`, narrow and apart from the rest of the bin.
 * - What a user changes about a request sits in `marks`, a row of which exists from the first touch:
 *   pinning a 10 MiB request does not rewrite it.
 * - The index carries `bytes`, so that finding out which of the oldest to drop reads no requests.
 *
 * Removing is logical first: below `counters.first_seq`, or without a bin, nothing exists any more.
 * `garbage` remembers what the purger has yet to delete. `bins.no` is never reused, so leftovers
 * cannot turn up in a later bin of the same id.
 */
export const initialSchema = `
CREATE TABLE bins (
  no             INTEGER PRIMARY KEY AUTOINCREMENT,
  id             TEXT NOT NULL UNIQUE,
  name           TEXT NOT NULL,
  owner_key_hash BLOB NOT NULL,
  view_key_hash  BLOB NOT NULL,
  created_at     REAL NOT NULL,
  persistent     INTEGER NOT NULL
) STRICT;

CREATE TABLE counters (
  bin_no         INTEGER PRIMARY KEY REFERENCES bins (no) ON DELETE CASCADE,
  first_seq      INTEGER NOT NULL DEFAULT 1,
  last_seq       INTEGER NOT NULL DEFAULT 0,
  requests       INTEGER NOT NULL DEFAULT 0,
  bytes          INTEGER NOT NULL DEFAULT 0,
  deliveries     INTEGER NOT NULL DEFAULT 0,
  delivery_bytes INTEGER NOT NULL DEFAULT 0,
  rev            INTEGER NOT NULL DEFAULT 0,
  used_at        REAL NOT NULL
) STRICT;

CREATE TABLE requests (
  row              INTEGER PRIMARY KEY,
  bin_no           INTEGER NOT NULL,
  seq              INTEGER NOT NULL,
  bytes            INTEGER NOT NULL,
  received_at      REAL NOT NULL,
  duration_ms      REAL NOT NULL,
  method           TEXT NOT NULL,
  target           TEXT NOT NULL,
  path             TEXT NOT NULL,
  query            TEXT NOT NULL,
  http_version     TEXT NOT NULL,
  remote_address   TEXT NOT NULL,
  state            TEXT NOT NULL,
  reason           TEXT,
  body_size        INTEGER NOT NULL,
  body_sha256      BLOB NOT NULL,
  content_type     TEXT,
  content_encoding TEXT,
  provider         TEXT,
  signature        TEXT,
  gist             TEXT,
  response         TEXT,
  headers          TEXT NOT NULL,
  trailers         TEXT NOT NULL,
  body             BLOB NOT NULL
) STRICT;
CREATE INDEX requests_by_seq ON requests (bin_no, seq, bytes);

CREATE TABLE marks (
  bin_no     INTEGER NOT NULL,
  seq        INTEGER NOT NULL,
  note       TEXT NOT NULL DEFAULT '',
  pinned     INTEGER NOT NULL DEFAULT 0,
  read       INTEGER NOT NULL DEFAULT 0,
  deliveries INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (bin_no, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries (
  row      INTEGER PRIMARY KEY,
  bin_no   INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  bytes    INTEGER NOT NULL,
  id       TEXT NOT NULL,
  delivery TEXT NOT NULL,
  body     BLOB NOT NULL
) STRICT;
CREATE INDEX deliveries_by_bin ON deliveries (bin_no, row, bytes);
CREATE INDEX deliveries_by_seq ON deliveries (bin_no, seq, row, bytes);
CREATE INDEX deliveries_by_id ON deliveries (bin_no, id);

CREATE TABLE garbage (
  bin_no INTEGER PRIMARY KEY,
  up_to  INTEGER NOT NULL
) STRICT;
`
