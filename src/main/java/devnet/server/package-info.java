/**
 * HTTP and JSON plumbing that all simulated servers share: request, response, routing by path, JSON
 * conventions and errors. It imports nothing of devnet and may be imported by all of it.
 */
package devnet.server;
