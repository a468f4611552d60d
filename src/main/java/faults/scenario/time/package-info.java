/**
 * Scenarios about windows, epochs and clocks: lengths, late start, last block, several topics, a
 * wrong host clock, the end of the competition, and a day of random faults. Only the catalogue
 * imports it.
 */
package faults.scenario.time;
