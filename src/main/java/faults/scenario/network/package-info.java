/**
 * Scenarios about nodes and the chain they serve: failing, frozen, wrong or disagreeing endpoints,
 * websocket faults, upgrade, halt and reset. Only the catalogue imports it.
 */
package faults.scenario.network;
