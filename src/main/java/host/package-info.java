/**
 * What the daemon needs from the operating system and the JVM: signals, systemd notifications and
 * watchdog, logging, native libraries. Imported by daemon, doctor, trials and cli.
 */
package host;
