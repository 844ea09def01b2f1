// What verdicts computed anew take, as first shipped. Never edited afterwards: a change is a new migration.

/**
 * A verdict that differs from the one of the request itself, as JSON: `null` is none, NULL is that of the request. And
 * which providers' verdicts wait to be computed anew; \`round\` counts how often they were asked for.
 */
export const verdictsSchema = `
ALTER TABLE marks ADD COLUMN signature TEXT;
CREATE TABLE rechecks (
  bin_no   INTEGER NOT NULL REFERENCES bins (no) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  round    INTEGER NOT NULL,
  PRIMARY KEY (bin_no, provider)
) STRICT, WITHOUT ROWID;
`

/** Whose a request is, where that was found out anew: JSON, `null` is nobody's, NULL is that of the request, gist and all. */
export const sendersSchema = `
ALTER TABLE marks ADD COLUMN provider TEXT;
ALTER TABLE marks ADD COLUMN gist TEXT;
`
