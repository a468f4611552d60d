/**
 * The scenarios, grouped by kind of fault, one method each, named after its id (S18, M1). Those
 * with an M give the published figures. They are written with engine and devnet; only the catalogue
 * imports them.
 */
package faults.scenario;
