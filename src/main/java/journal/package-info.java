/**
 * The durable record of every window: Journal writes it, JournalReader reads it, the rest repairs,
 * exports and mirrors it. Routes, daemon, cli and report may import it.
 */
package journal;
