/**
 * Scenarios in which nodes, sources and model servers reply in order to hang, fill or fool the
 * daemon. Only the catalogue of faults imports it.
 */
package faults.hostile;
