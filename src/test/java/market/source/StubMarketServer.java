package market.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A provider on loopback that answers as the test says and remembers what reached it. */
public final class StubMarketServer implements AutoCloseable {
  /** What arrived, header names in lower case. */
  public record Request(URI uri, Map<String, String> headers) {}

  /** What goes back; a negative status breaks the connection. */
  public record Response(int status, String body, Map<String, String> headers) {
    public Response(int status, String body) {
      this(status, body, Map.of());
    }
  }

  /** A header that makes the body come byte by byte, 50 a second. */
  public static final String DRIP = "X-Drip";

  /** A header with the number of bytes to send, in chunks, in place of the body. */
  public static final String FLOOD = "X-Flood";

  private final AtomicLong flooded = new AtomicLong();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Function<Request, Response> script;

  public StubMarketServer(Function<Request, Response> script) {
    this.script = script;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              var thread = new Thread(work, "stub-market");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::answerWith);
    server.start();
  }

  private void answerWith(HttpExchange exchange) throws IOException {
    var headers = new HashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((key, value) -> headers.put(key.toLowerCase(Locale.ROOT), value.get(0)));
    var request = new Request(exchange.getRequestURI(), headers);
    requests.add(request);
    var response = script.apply(request);
    if (response.status() > 0) {
      if (response.headers().containsKey(FLOOD)) {
        flood(exchange, Long.parseLong(response.headers().get(FLOOD)));
        return;
      }
      var body = response.body().getBytes(StandardCharsets.UTF_8);
      response.headers().forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
      write(exchange.getResponseBody(), body, response.headers().containsKey(DRIP));
    }
    exchange.close();
  }

  /** Goes on until all is sent or the other side has had enough. */
  private void flood(HttpExchange exchange, long bytes) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    var part = new byte[1 << 16];
    try (exchange;
        var out = exchange.getResponseBody()) {
      for (long sent = 0; sent < bytes; sent += part.length) {
        out.write(part);
        flooded.addAndGet(part.length);
      }
    }
  }

  /** Bytes of floods that went out so far. */
  public long flooded() {
    return flooded.get();
  }

  private static void write(OutputStream out, byte[] body, boolean drip) throws IOException {
    for (int i = 0; drip && i < body.length; i++) {
      out.write(body, i, 1);
      out.flush();
      LockSupport.parkNanos(20_000_000);
    }
    if (!drip) {
      out.write(body);
    }
  }

  public void answerWith(Function<Request, Response> next) {
    this.script = next;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
