/**
 * Sends signed transactions to nodes, registers the worker, finds transactions again and reads
 * their receipts. Used only inside chain; imports every other sub-package of chain.
 */
package chain.broadcast;
