/**
 * Plays fault scenarios against a worker and judges the result by the network's own record: the
 * catalogue, the run, its evaluation and result; and the experiments on one real process, killed in
 * each window or left to run for thousands. Imported by the simulate commands and trials only.
 */
package faults;
