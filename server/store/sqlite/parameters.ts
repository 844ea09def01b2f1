// Parameters of prepared statements that SQLite does not look into while planning.

/*
 * Built with STAT4, as better-sqlite3 is, SQLite plans by the value of a bare `?` and therefore compiles
 * the statement anew each time another is bound: 20-50 µs, five times the query itself. It cannot see
 * through an expression, so these are compiled once.
 */
export const number = '(? + 0)'
export const text = "(? || '')"
