/**
 * The SQL statements: reads, writes and proves entries, daily totals, dry runs and events of the
 * journal as a whole. Only the journal room imports it.
 */
package journal.store;
