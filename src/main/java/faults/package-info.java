/**
 * Plays fault scenarios against a worker and judges the outcome by the network's own record: the
 * catalogue, the run, its evaluation and result. Imported by the simulate commands and trials only.
 */
package faults;
