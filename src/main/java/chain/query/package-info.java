/**
 * Reads from the chain for one worker: account, stored inferences, its transactions, protocol fees,
 * network inference. Used only inside chain; imports chain.node and chain.window.
 */
package chain.query;
