/**
 * What scenarios are written with: setup, epochs, expectations, node faults, scheduled actions, the
 * simulated host and the clock that skips ahead. The program under test is an interface here,
 * implemented in trials. It imports devnet; scenario, experiment and faults build on it.
 */
package faults.engine;
