/**
 * The ways this job fails, as scenarios that drive a worker from outside against the devnet. The
 * worker is handed in by {@code app}; a scenario knows the network and nothing of the program.
 */
package faults;
