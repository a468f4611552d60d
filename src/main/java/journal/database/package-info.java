/**
 * Opens the SQLite file or PostgreSQL server: lock, creation, permissions, connection pool, schema
 * migration and SQL error mapping. Only the journal room imports it, except for JournalLocation.
 */
package journal.database;
