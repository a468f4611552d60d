/**
 * Builds and signs transactions: sequence numbers, gas and fees, submissions, faucet requests, and
 * what the network's error codes mean. Used only inside chain; imports chain.node and chain.query.
 */
package chain.tx;
