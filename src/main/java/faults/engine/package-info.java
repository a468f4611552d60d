/**
 * The parts of a scenario: setup, epochs, expectations, node faults, scheduled actions, the
 * simulated host and the clock that skips ahead. The worker under test is an interface here,
 * implemented in trials. It imports devnet; scenario, experiments and benchmarks build on it.
 */
package faults.engine;
