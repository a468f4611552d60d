/**
 * Verifies that the rows still say what was written. Only the journal room imports it; its report
 * is shown by the cli.
 */
package journal.audit;
