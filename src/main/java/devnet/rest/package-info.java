/**
 * The Cosmos REST gateway: queries for node, accounts, fees, topics and inferences, the transaction
 * service, the faucet and their JSON. It reads block and ledger; rpc borrows its JSON, devnet
 * serves it.
 */
package devnet.rest;
