/**
 * Helpers that need nothing but java.*: hashing, durable file replacement, child JVMs, exit status,
 * time ordering. Every package may import it; it imports none of ours.
 */
package base;
