/**
 * Ends a real daemon by a signal at one point of its cycle in each window, restarts it, and
 * compares its journal with the network's record. Used by simulate kill; it imports engine, worker
 * and devnet.
 */
package faults.kill;
