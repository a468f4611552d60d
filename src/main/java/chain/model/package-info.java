/**
 * The records and settings of the chain client: network, endpoints, topics, fees, time-outs,
 * canonical decimals. Visible outside chain; imports nothing of chain.
 */
package chain.model;
