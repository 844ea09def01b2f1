// Rules of bins, as first shipped. Never edited afterwards: a change is a new migration.

/**
 * Every version of a bin's rules, as JSON: requests say by which they were answered. Only the newest are kept; a bin
 * without a row has none.
 */
export const rulesSchema = `
CREATE TABLE rule_sets (
  bin_no  INTEGER NOT NULL REFERENCES bins (no) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  rules   TEXT NOT NULL,
  PRIMARY KEY (bin_no, version)
) STRICT, WITHOUT ROWID;
`
