package chain.model;

import java.time.Instant;

/** The newest block of a node, as that node tells it. */
public record BlockHead(NodeEndpoint endpoint, String chainId, long height, Instant time) {}
