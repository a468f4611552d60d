/**
 * The Cosmos REST gateway: queries of node, accounts, fees, topics, stake and inferences, the
 * transaction service, the faucet and their JSON. It reads block and ledger; rpc uses its JSON,
 * devnet serves it.
 */
package devnet.rest;
