/**
 * Workers under test in fault scenarios: this daemon in the same JVM or in a child process, or
 * another program; and the demo. Imported by trials.figures, trials.replicas and cli; production
 * code never imports it.
 */
package trials.worker;
