/**
 * CometBFT JSON-RPC and its websocket subscriptions over the same chain. It stands on block, rest
 * and grpc; only devnet and scenarios that disturb websockets import it.
 */
package devnet.rpc;
