package devnet;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** One loopback HTTP server, which a scenario can make fail in the ways real ones do. */
public final class Endpoint {
  /** No HTTP, and no TLS handshake either. */
  private static final Buffer NOISE = Buffer.buffer(new byte[] {21, 3, 3, 0, 2, 2, 40, 13, 10});

  /** Longest answer, in bytes, that a node which fell behind repeats. */
  private static final int REMEMBERED = 65_536;

  private final Vertx vertx;
  private final Function<Call, Reply> answer;
  private final Consumer<HttpServer> setup;
  private final LongSupplier height;
  private final AtomicLong count = new AtomicLong();
  private final Memory memory = new Memory();
  private volatile Script script = Script.honest();
  private volatile UnaryOperator<String> distortion;
  private volatile long frozenAt = Long.MAX_VALUE;
  private volatile long lag;
  private HttpServer server;
  private NetServer noise;
  private int port;

  /**
   * @param height committed by the chain, which the node may fall behind
   */
  Endpoint(
      Vertx vertx,
      Function<Call, Reply> answer,
      LongSupplier height,
      Consumer<HttpServer> setup,
      int port) {
    this.vertx = vertx;
    this.answer = answer;
    this.height = height;
    this.setup = setup;
    this.port = port;
    this.server = Wait.on(listen());
    this.port = server.actualPort();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public void script(Script next) {
    script = next;
  }

  /** Keeps repeating what it last said to each question, as a node that stopped following does. */
  public void freeze(boolean on) {
    frozenAt = on ? height.getAsLong() : Long.MAX_VALUE;
  }

  /** Says what it said this many blocks ago, as a node that follows slowly does; 0 ends it. */
  public void lag(long blocks) {
    lag = blocks;
  }

  /** Changes the text of every answer, e.g. to another chain id; null ends it. */
  public void distort(UnaryOperator<String> change) {
    distortion = change;
  }

  /** Nothing listens any more; connections are refused. */
  public synchronized void down() {
    if (server != null) {
      Wait.on(server.close());
      server = null;
    }
    if (noise != null) {
      Wait.on(noise.close());
      noise = null;
    }
  }

  /** Something else listens on the port: every connection gets bytes that are no HTTP. */
  public synchronized void rubbish() {
    down();
    noise = Wait.onceFree(this::listenToNobody);
  }

  private Future<NetServer> listenToNobody() {
    var options = new NetServerOptions().setHost("127.0.0.1").setPort(port);
    return vertx
        .createNetServer(options)
        .connectHandler(socket -> socket.handler(it -> socket.end(NOISE)))
        .listen();
  }

  /** Listens again on the same port. */
  public synchronized void up() {
    if (server == null) {
      down();
      server = Wait.onceFree(this::listen);
    }
  }

  private Future<HttpServer> listen() {
    var options =
        new HttpServerOptions().setHost("127.0.0.1").setPort(port).setMaxFormAttributeSize(-1);
    HttpServer next = vertx.createHttpServer(options).requestHandler(this::read);
    setup.accept(next);
    return next.listen();
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
    Call call = Call.of(request, body.getBytes());
    Reply truth = reply(call);
    Reply reply = call.writes() || truth.body().length > REMEMBERED ? truth : seen(call, truth);
    UnaryOperator<String> change = distortion;
    return change == null ? reply : reply.changed(change);
  }

  /** The answer of the height at which this node stands. */
  private Reply seen(Call call, Reply truth) {
    long now = height.getAsLong();
    if (frozenAt == Long.MAX_VALUE || !memory.knows(call.question())) {
      memory.keep(call.question(), now, truth);
    }
    return memory.at(call.question(), Math.min(frozenAt, now - lag));
  }

  private Reply reply(Call call) {
    try {
      return answer.apply(call);
    } catch (RuntimeException e) {
      return new GrpcError(13, "devnet: " + e).reply();
    }
  }

  private static void send(HttpServerRequest request, Reply reply, Map<String, String> more) {
    var response = request.response().setStatusCode(reply.status());
    response.putHeader("Content-Type", reply.contentType());
    reply.headers().forEach(response::putHeader);
    more.forEach(response::putHeader);
    reply.trailers().forEach(response::putTrailer);
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
