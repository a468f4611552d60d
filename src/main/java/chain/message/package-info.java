/**
 * What is said to the chain, as protobuf messages and back: a worker's answer to a window. Knows
 * nothing of fees, sequence numbers and nodes. Used only inside chain; imports chain.model.
 */
package chain.message;
