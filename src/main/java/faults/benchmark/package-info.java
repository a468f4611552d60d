/**
 * Benchmarks with random faults: failing calls, and the history of a worker that missed most of its
 * epochs. Only the catalogue imports it.
 */
package faults.benchmark;
