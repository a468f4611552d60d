/**
 * The state that nodes agree on by consensus (accounts, topics, active sets, stakes, scores), its
 * events and errors, the settings of a simulated network, and the record of every included
 * submission. It imports server only; block, rest, rpc and the controls read and change it.
 */
package devnet.ledger;
