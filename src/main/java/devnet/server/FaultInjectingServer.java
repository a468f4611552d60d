package devnet.server;

import devnet.server.DevnetResponse.GrpcStatusException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** A loopback HTTP server that a scenario can make fail as real servers do. */
public final class FaultInjectingServer {
  /** Longest reply, in bytes, that is recorded for a node that lags behind. */
  private static final int MAX_RECORDED_BODY = 65_536;

  private final Vertx vertx;
  private final EndlessReplyWriter endless;
  private final Function<DevnetRequest, DevnetResponse> handler;
  private final LongSupplier height;
  private final AtomicLong count = new AtomicLong();
  private final NodeReplyHistory replyHistory = new NodeReplyHistory();
  private volatile FaultPolicy policy = FaultPolicy.noFaults();
  private volatile UnaryOperator<String> distortion;
  private volatile long frozenAt = Long.MAX_VALUE;
  private volatile long lag;
  private final LoopbackListener listener;

  /**
   * @param height current height of the chain, which the node may lag behind
   */
  public FaultInjectingServer(
      Vertx vertx,
      Function<DevnetRequest, DevnetResponse> handler,
      LongSupplier height,
      Consumer<HttpServer> setup,
      int port) {
    this.vertx = vertx;
    this.endless = new EndlessReplyWriter(vertx);
    this.handler = handler;
    this.height = height;
    this.listener =
        new LoopbackListener(vertx, it -> setup.accept(it.requestHandler(this::readBody)), port);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  public void setFaultPolicy(FaultPolicy next) {
    policy = next;
  }

  /** Repeats the last reply to each request, as a node that stopped following the chain does. */
  public void setFrozen(boolean on) {
    frozenAt = on ? height.getAsLong() : Long.MAX_VALUE;
  }

  /** Replies with the state of this many blocks ago, as a slow node does; 0 ends it. */
  public void setLagBlocks(long blocks) {
    lag = blocks;
  }

  /** Changes the text of every reply, e.g. to another chain id; null ends it. */
  public void setReplyDistortion(UnaryOperator<String> change) {
    distortion = change;
  }

  /** Stops listening; connections are refused. */
  public void stop() {
    listener.stop();
  }

  /** Listens as something else than HTTP: every connection gets bytes that are not HTTP. */
  public void serveGarbage() {
    listener.serveGarbage();
  }

  /** Listens again on the same port. */
  public void start() {
    listener.start();
  }

  /** Requests since the start, failed ones included. */
  public long requestCount() {
    return count.get();
  }

  /** Bytes of the longest endless reply that a client has read. */
  public long largestEndlessBody() {
    return endless.largestBody();
  }

  private void readBody(HttpServerRequest request) {
    request.body().onSuccess(body -> applyPolicy(request, body));
  }

  private void applyPolicy(HttpServerRequest request, Buffer body) {
    var act = policy.actionFor(request.method().name(), request.path(), count.incrementAndGet());
    if (act instanceof FaultPolicy.RequestAction.FixedReply fixed) {
      send(
          request,
          DevnetResponse.text(fixed.status(), fixed.contentType(), fixed.body()),
          fixed.headers());
    } else if (act instanceof FaultPolicy.RequestAction.EndlessReply kind) {
      endless.write(request, kind);
    } else if (act instanceof FaultPolicy.RequestAction.ReplyLate late) {
      vertx.setTimer(Math.max(1, late.by().toMillis()), it -> sendReply(request, body));
    } else if (act instanceof FaultPolicy.RequestAction.TruncateReply) {
      sendTruncated(request, replyOfThisNode(request, body));
    } else if (act instanceof FaultPolicy.RequestAction.LoseReply) {
      replyOfThisNode(request, body);
      request.connection().close();
    } else if (act instanceof FaultPolicy.RequestAction.CloseConnection) {
      request.connection().close();
    } else if (act instanceof FaultPolicy.RequestAction.ReplyNormally) {
      sendReply(request, body);
    }
  }

  private void sendReply(HttpServerRequest request, Buffer body) {
    send(request, replyOfThisNode(request, body), Map.of());
  }

  private DevnetResponse replyOfThisNode(HttpServerRequest request, Buffer body) {
    DevnetRequest call = DevnetRequest.readFrom(request, body.getBytes());
    DevnetResponse current = replyOrError(call);
    boolean repeatable = !call.mayChangeLedger() && current.body().length <= MAX_RECORDED_BODY;
    DevnetResponse reply = repeatable ? replyAtNodeHeight(call, current) : current;
    UnaryOperator<String> change = distortion;
    return change == null ? reply : reply.withChangedText(change);
  }

  /**
   * The reply at the height of this node. Both ways to ask for its head are recorded together, as
   * the first question after it fell behind may be the other one.
   */
  private DevnetResponse replyAtNodeHeight(DevnetRequest call, DevnetResponse current) {
    long now = height.getAsLong();
    if (frozenAt == Long.MAX_VALUE || !replyHistory.contains(call.cacheKey())) {
      replyHistory.record(call.cacheKey(), now, current);
      call.otherHeadRequest()
          .ifPresent(it -> replyHistory.record(it.cacheKey(), now, replyOrError(it)));
    }
    return replyHistory.replyAt(call.cacheKey(), Math.min(frozenAt, now - lag));
  }

  private DevnetResponse replyOrError(DevnetRequest call) {
    try {
      return handler.apply(call);
    } catch (RuntimeException e) {
      return new GrpcStatusException(13, "devnet: " + e).toResponse();
    }
  }

  private static void send(
      HttpServerRequest request, DevnetResponse reply, Map<String, String> more) {
    var response = request.response().setStatusCode(reply.status());
    response.putHeader("Content-Type", reply.contentType());
    reply.headers().forEach(response::putHeader);
    more.forEach(response::putHeader);
    reply.trailers().forEach(response::putTrailer);
    response.end(Buffer.buffer(reply.body()));
  }

  private static void sendTruncated(HttpServerRequest request, DevnetResponse reply) {
    var response = request.response().setStatusCode(reply.status());
    response.putHeader("Content-Type", reply.contentType());
    response.putHeader("Content-Length", Integer.toString(reply.body().length));
    response
        .write(Buffer.buffer(reply.truncated().body()))
        .onComplete(it -> request.connection().close());
  }
}
