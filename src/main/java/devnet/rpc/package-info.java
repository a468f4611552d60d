/**
 * CometBFT JSON-RPC with its websocket subscriptions, and gRPC, over the same chain. It stands on
 * block and rest; only devnet and scenarios that disturb websockets import it.
 */
package devnet.rpc;
