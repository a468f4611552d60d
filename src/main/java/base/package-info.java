/**
 * Helpers that need nothing but java.*: hashing, durable file replacement, named daemon threads,
 * exit status, time ordering. Every package may import it; it imports none of ours.
 */
package base;
