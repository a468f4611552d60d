/**
 * What scenarios are written with: setup, epochs, expectations, node faults, scheduled actions, the
 * simulated host and the clock that skips ahead. It imports devnet and worker; scenario, benchmark,
 * kill and faults build on it.
 */
package faults.engine;
