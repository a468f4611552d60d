/**
 * Programs under test in fault scenarios: this daemon in the same JVM or in a child process, or
 * somebody else's worker. Imported by trials.figures and cli; production code never imports it.
 */
package trials.worker;
