/**
 * One window as an immutable record: its state, its numbered attempts and the allowed transitions.
 * No SQL. Everybody who may import journal may import it.
 */
package journal.entry;
