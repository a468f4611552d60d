/**
 * The chain that moves the ledger forward: block schedule, mempool, end of block with its epochs
 * and competitors, transaction index. It stands on tx and ledger; the protocol folders rest and rpc
 * ask it.
 */
package devnet.block;
