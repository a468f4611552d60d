/**
 * The state that consensus would agree on (accounts, topics, active sets, scores), its events and
 * rejections, and the true record of every included submission. It imports genesis only; tx, block,
 * rest, rpc and the controls read and change it.
 */
package devnet.ledger;
