/**
 * HTTP and JSON code that all simulated servers share: requests, responses, JSON conventions,
 * errors, and injected faults. It imports nothing of devnet and may be imported by all of it.
 */
package devnet.server;
