/**
 * HTTP and websocket calls to a single node, with time-outs and size limits, and the JSON replies.
 * Used only inside chain; it knows nothing of node health or transactions.
 */
package chain.http;
