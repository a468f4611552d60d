/**
 * Scenarios about transactions: rejected, lost or dropped ones, sequence, fees, gas, funds and
 * eligibility. Only the catalogue imports it.
 */
package faults.scenario.tx;
