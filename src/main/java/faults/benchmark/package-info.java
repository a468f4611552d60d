/**
 * Benchmarks that play faults at rates instead of one by one: failing calls, and the history of a
 * worker that missed most of its epochs. Only the catalogue imports it.
 */
package faults.benchmark;
