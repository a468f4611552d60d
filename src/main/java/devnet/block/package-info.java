/**
 * The simulated chain, which advances the ledger: block schedule, mempool, transaction checks, end
 * of block with its epochs and competitors, transaction index. It stands on ledger and tx; rest and
 * rpc query it.
 */
package devnet.block;
