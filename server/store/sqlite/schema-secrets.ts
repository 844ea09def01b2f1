// The tables of secrets as first shipped. Never edited afterwards: a change is a new migration.

/** `sealed` is unreadable without a key that is not in the database; 0 is the position of the one to sign with. */
export const secretsSchema = `
CREATE TABLE secrets (
  bin_no     INTEGER NOT NULL REFERENCES bins (no) ON DELETE CASCADE,
  provider   TEXT NOT NULL,
  position   INTEGER NOT NULL,
  name       TEXT NOT NULL,
  created_at REAL NOT NULL,
  sealed     BLOB NOT NULL,
  PRIMARY KEY (bin_no, provider, position)
) STRICT, WITHOUT ROWID;
`

/** What it takes besides a secret, as a JSON object of texts. */
export const secretExtrasSchema = `
CREATE TABLE secret_extras (
  bin_no   INTEGER NOT NULL REFERENCES bins (no) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  extra    TEXT NOT NULL,
  PRIMARY KEY (bin_no, provider)
) STRICT, WITHOUT ROWID;
`
