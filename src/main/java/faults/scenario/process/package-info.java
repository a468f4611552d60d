/**
 * Scenarios about the process and its files: kills and signals, a second process, journal and key
 * file faults. Only the catalogue imports it.
 */
package faults.scenario.process;
