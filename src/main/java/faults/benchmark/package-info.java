/**
 * The scenarios behind the published figures (M1 to M16, real time) and the soak run. It imports
 * engine, worker and devnet; only the catalogue and the figure commands import it.
 */
package faults.benchmark;
