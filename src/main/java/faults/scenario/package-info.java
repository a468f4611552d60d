/**
 * The scenarios, grouped by what goes wrong, one method each that is named after its row (S18, M1).
 * Those with an M are behind the published figures. They are written with engine and devnet; only
 * the catalogue imports them.
 */
package faults.scenario;
