/**
 * Status and history as text, JSON and CSV: journal, network, and health of the daemon. Imported by
 * daemon and cli.
 */
package report;
