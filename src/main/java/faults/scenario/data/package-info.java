/**
 * Scenarios about what predictions are made of: a faulty model, faulty market data, repeated
 * values, retraining while a window opens. Only the catalogue imports it.
 */
package faults.scenario.data;
