/**
 * The Allora network as a worker sees it: windows, transactions, broadcast, receipts, account.
 * Takes a signer from {@code wallet}. Routes may import it.
 */
package chain;
