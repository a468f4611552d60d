/**
 * Status and history as text, JSON and CSV: what the journal holds, what the network says, whether
 * the daemon is healthy. Imported by daemon and cli.
 */
package report;
