/**
 * The SQL statements: reads and writes entries, the audit log, daily totals and dry runs. Only the
 * journal room imports it.
 */
package journal.store;
