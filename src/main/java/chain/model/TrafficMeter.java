package chain.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Calls and bytes by endpoint since the start: each of them is on somebody's bill. */
public final class TrafficMeter {
  /** Request line, status line, and the headers that the HTTP client adds by itself. */
  private static final int ENVELOPE = 150;

  private record Counts(LongAdder calls, LongAdder bytes) {}

  private final Map<NodeEndpoint, Counts> counts = new ConcurrentHashMap<>();

  /** One call that begins; lengths in bytes. */
  public void countRequest(NodeEndpoint endpoint, String path, long bodyLength) {
    countsOf(endpoint).calls().increment();
    count(endpoint, ENVELOPE + path.length() + bodyLength);
  }

  /** What came back; lengths in bytes. */
  public void countReply(NodeEndpoint endpoint, long headLength, long bodyLength) {
    count(endpoint, headLength + bodyLength);
  }

  /** One message of a websocket, sent or received. */
  public void countMessage(NodeEndpoint endpoint, int length) {
    countsOf(endpoint).calls().increment();
    count(endpoint, length);
  }

  private void count(NodeEndpoint endpoint, long bytes) {
    countsOf(endpoint).bytes().add(bytes);
  }

  private Counts countsOf(NodeEndpoint endpoint) {
    return counts.computeIfAbsent(endpoint, it -> new Counts(new LongAdder(), new LongAdder()));
  }

  public long calls(NodeEndpoint endpoint) {
    return countsOf(endpoint).calls().sum();
  }

  /** Heads and bodies of both directions, without TLS and TCP. */
  public long bytes(NodeEndpoint endpoint) {
    return countsOf(endpoint).bytes().sum();
  }
}
