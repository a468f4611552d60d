/**
 * What is said to the chain, as protobuf messages and back: a worker's submission to a window, and
 * what an account does by hand. Knows nothing of fees, sequence numbers and nodes. Used only inside
 * chain; imports chain.model.
 */
package chain.message;
