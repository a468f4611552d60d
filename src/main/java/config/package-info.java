/**
 * Reads properties files, environment and command line into typed settings and reports everything
 * that is wrong at once. Imported by wiring, daemon, host, doctor, report, trials and cli; it knows
 * no simulated network.
 */
package config;
