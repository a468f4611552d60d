/**
 * The simulated chain's own reading of a transaction: its bytes to messages, fee and signer, and
 * the events that a delivered one leaves behind. It stands on ledger; block, rest and rpc use it.
 */
package devnet.tx;
