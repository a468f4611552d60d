package devnet;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** One loopback HTTP server, which a scenario can make fail in the ways real ones do. */
public final class Endpoint {
  private final Vertx vertx;
  private final Function<Call, Reply> answer;
  private final Consumer<HttpServer> setup;
  private final AtomicLong count = new AtomicLong();
  private final Map<String, Reply> last = new java.util.concurrent.ConcurrentHashMap<>();
  private volatile Script script = Script.honest();
  private volatile boolean frozen;
  private HttpServer server;
  private int port;

  Endpoint(Vertx vertx, Function<Call, Reply> answer, Consumer<HttpServer> setup, int port) {
    this.vertx = vertx;
    this.answer = answer;
    this.setup = setup;
    this.port = port;
    up();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public void script(Script next) {
    script = next;
  }

  /** Keeps repeating what it last said to each question, as a node that stopped following does. */
  public void freeze(boolean on) {
    frozen = on;
  }

  /** Nothing listens any more; connections are refused. */
  public synchronized void down() {
    if (server != null) {
      Wait.on(server.close());
      server = null;
    }
  }

  /** Listens again on the same port. */
  public synchronized void up() {
    if (server == null) {
      var options =
          new HttpServerOptions()
              .setHost("127.0.0.1")
              .setPort(port)
              .setMaxFormAttributeSize(-1)
              .setReuseAddress(true);
      server = vertx.createHttpServer(options).requestHandler(this::read);
      setup.accept(server);
      Wait.on(server.listen());
      port = server.actualPort();
    }
  }

  /** Requests since the start, failed ones included. */
  public long requests() {
    return count.get();
  }

  private void read(HttpServerRequest request) {
    request.body().onSuccess(body -> act(request, body));
  }

  private void act(HttpServerRequest request, Buffer body) {
    String method = request.method().name();
    Script.Act act = script.on(method, request.path(), count.incrementAndGet());
    if (act instanceof Script.Act.Say say) {
      send(request, Reply.text(say.status(), say.contentType(), say.body()), say.headers());
    } else if (act instanceof Script.Act.Late late) {
      vertx.setTimer(Math.max(1, late.by().toMillis()), it -> truth(request, body));
    } else if (act instanceof Script.Act.Truncate) {
      cutShort(request, tell(request, body));
    } else if (act instanceof Script.Act.Swallow) {
      tell(request, body);
      request.connection().close();
    } else if (act instanceof Script.Act.Cut) {
      request.connection().close();
    } else if (act instanceof Script.Act.Answer) {
      truth(request, body);
    }
  }

  private void truth(HttpServerRequest request, Buffer body) {
    send(request, tell(request, body), Map.of());
  }

  private Reply tell(HttpServerRequest request, Buffer body) {
    String key = request.method() + " " + request.uri();
    Reply old = frozen ? last.get(key) : null;
    if (old != null) {
      return old;
    }
    Reply reply = reply(request, body);
    if (!frozen && request.method().name().equals("GET") && last.size() < 10_000) {
      last.put(key, reply);
    }
    return reply;
  }

  private Reply reply(HttpServerRequest request, Buffer body) {
    try {
      return answer.apply(call(request, body));
    } catch (RuntimeException e) {
      return new GrpcError(13, "devnet: " + e).reply();
    }
  }

  private static Call call(HttpServerRequest request, Buffer body) {
    Map<String, String> query = new HashMap<>();
    request.params().forEach((name, value) -> query.putIfAbsent(name, value));
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new Call(request.method().name(), request.path(), query, headers, body.getBytes());
  }

  private static void send(HttpServerRequest request, Reply reply, Map<String, String> more) {
    var response = request.response().setStatusCode(reply.status());
    response.putHeader("Content-Type", reply.contentType());
    reply.headers().forEach(response::putHeader);
    more.forEach(response::putHeader);
    response.end(Buffer.buffer(reply.body()));
  }

  private static void cutShort(HttpServerRequest request, Reply reply) {
    var response = request.response().setStatusCode(reply.status());
    response.putHeader("Content-Type", reply.contentType());
    response.putHeader("Content-Length", Integer.toString(reply.body().length));
    response
        .write(Buffer.buffer(reply.truncated().body()))
        .onComplete(it -> request.connection().close());
  }
}
