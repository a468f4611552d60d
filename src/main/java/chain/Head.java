package chain;

import java.time.Instant;

/** The newest block of a node, as that node tells it. */
record Head(Endpoint from, String chainId, long height, Instant time) {}
