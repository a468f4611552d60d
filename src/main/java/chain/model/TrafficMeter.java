package chain.model;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Calls and bytes by endpoint since the start: each of them is on somebody's bill. */
public final class TrafficMeter {
  /** Request line, status line, and the headers that the HTTP client adds by itself. */
  private static final int ENVELOPE = 150;

  private record Counts(LongAdder calls, LongAdder bytes) {}

  private final Map<NodeEndpoint, Counts> counts = new ConcurrentHashMap<>();

  public void countRequest(NodeEndpoint endpoint, HttpRequest request) {
    long body = request.bodyPublisher().map(it -> it.contentLength()).orElse(0L);
    countsOf(endpoint).calls().increment();
    count(endpoint, ENVELOPE + request.uri().getRawPath().length() + Math.max(0, body));
  }

  public void countReply(NodeEndpoint endpoint, HttpResponse<byte[]> reply) {
    count(endpoint, lengthOf(reply.headers()) + reply.body().length);
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

  private static long lengthOf(HttpHeaders headers) {
    return headers.map().entrySet().stream()
        .mapToLong(it -> it.getKey().length() + String.join("", it.getValue()).length() + 4L)
        .sum();
  }

  public long calls(NodeEndpoint endpoint) {
    return countsOf(endpoint).calls().sum();
  }

  /** Heads and bodies of both directions, without TLS and TCP. */
  public long bytes(NodeEndpoint endpoint) {
    return countsOf(endpoint).bytes().sum();
  }
}
