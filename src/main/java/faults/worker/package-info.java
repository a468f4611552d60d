/**
 * The program under test as a scenario sees it: something to start, stop and signal, with a record
 * of its own to compare. Implemented in trials; it imports devnet only and every folder of faults
 * may import it.
 */
package faults.worker;
