/**
 * Where every failed step ends: the reason goes into the journal and the log, and an error of the
 * JVM becomes a failure like any other. Imported by routes, routes.step, daemon and cli.journal.
 */
package routes.failure;
