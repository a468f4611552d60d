package chain;

import chain.model.NodeEndpoint;
import chain.node.NodeProbe;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A node that says what it is told to say, over real HTTP. What it was not told is not served. */
public final class StubNode implements AutoCloseable {
  private record Answer(int status, String body, Map<String, String> headers) {
    Answer(int status, String body) {
      this(status, body, Map.of());
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> posted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger busy = new AtomicInteger();
  private volatile boolean timedOut;
  private volatile String stuck = "";

  public StubNode() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (timedOut || path.equals(stuck)) {
      return;
    }
    boolean head = path.equals(NodeProbe.LATEST) || path.equals(NodeProbe.STATUS);
    if (!head && busy.getAndUpdate(it -> Math.max(0, it - 1)) > 0) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    Answer answer =
        answers.getOrDefault(
            path, new Answer(501, "{\"code\":12,\"message\":\"Not Implemented\",\"details\":[]}"));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Quotes may be written as apostrophes. */
  public StubNode says(String path, int status, String body) {
    answers.put(path, new Answer(status, body.replace('\'', '"')));
    return this;
  }

  /** An empty answer with one header. */
  public StubNode says(String path, int status, String header, String value) {
    answers.put(path, new Answer(status, "", Map.of(header, value)));
    return this;
  }

  /** With the height of the state it speaks of, as real nodes tell it. */
  public StubNode saysAt(long height, String path, int status, String body) {
    String text = body.replace('\'', '"');
    answers.put(
        path, new Answer(status, text, Map.of("Grpc-Metadata-X-Cosmos-Block-Height", "" + height)));
    return this;
  }

  public StubNode says(String path, String body) {
    return says(path, 200, body);
  }

  /** Never answers this one. */
  public StubNode hangsAt(String path) {
    stuck = path;
    return this;
  }

  /** Refuses the next so many questions, except the one for its head. */
  public StubNode busy(int times) {
    busy.set(times);
    return this;
  }

  /** Takes connections and never answers. */
  public StubNode hangs(boolean now) {
    timedOut = now;
    return this;
  }

  /** Newest block, one block every five seconds, with all earlier ones asked for so far. */
  public StubNode head(String chainId, long height) {
    return says(NodeProbe.LATEST, block(chainId, height));
  }

  public StubNode block(String chainId, long height, long... heights) {
    for (long each : heights) {
      says(NodeProbe.BLOCK + each, block(chainId, each));
    }
    return head(chainId, height);
  }

  private static String block(String chainId, long height) {
    String time = java.time.Instant.ofEpochSecond(1_700_000_000L + 5 * height).toString();
    return "{'block':{'header':{'chain_id':'%s','height':'%d','time':'%s'}}}"
        .formatted(chainId, height, time);
  }

  public long timesAsked() {
    return asked.size();
  }

  public long timesAsked(String path) {
    return asked.stream().filter(path::equals).count();
  }

  /** Bodies sent to it, oldest first, those of plain questions empty. */
  public Queue<String> posted() {
    return posted;
  }

  public NodeEndpoint rest() {
    return NodeEndpoint.parse("rest+http://127.0.0.1:" + server.getAddress().getPort());
  }

  public NodeEndpoint rpc() {
    return NodeEndpoint.parse("rpc+http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    dies();
  }

  /** From now on nobody listens. */
  public void dies() {
    server.stop(0);
    threads.shutdownNow();
  }
}
