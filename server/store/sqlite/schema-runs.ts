// The tables of runs as first shipped. Never edited afterwards: a change is a new migration.

/*
 * `attempt` is what of a delivery matters for comparing. It stands behind the body, where it would be slow to reach,
 * and therefore in the index as well, from which alone it is read.
 */
export const runsSchema = `
CREATE TABLE runs (
  no     INTEGER PRIMARY KEY,
  bin_no INTEGER NOT NULL REFERENCES bins (no) ON DELETE CASCADE,
  id     TEXT NOT NULL,
  state  TEXT NOT NULL,
  run    TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_bin ON runs (bin_no, no);
CREATE INDEX runs_by_id ON runs (bin_no, id);
CREATE INDEX runs_running ON runs (state) WHERE state = 'running';

ALTER TABLE deliveries ADD COLUMN run TEXT;
ALTER TABLE deliveries ADD COLUMN attempt TEXT;
CREATE INDEX deliveries_by_run ON deliveries (bin_no, run, row, seq, attempt) WHERE run IS NOT NULL;
`
