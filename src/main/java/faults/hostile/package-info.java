/**
 * Scenarios in which nodes, sources and model servers send replies that are meant to hang, overload
 * or mislead the daemon. Only the catalogue of faults imports it.
 */
package faults.hostile;
