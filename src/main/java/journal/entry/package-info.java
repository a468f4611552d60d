/**
 * One window as an immutable record: its state, its numbered attempts and the allowed transitions;
 * and what a check of all rows found. No SQL. Everybody who may import journal may import it.
 */
package journal.entry;
