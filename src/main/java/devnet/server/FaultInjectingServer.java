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

/** One loopback HTTP server, which a scenario can make fail in the ways real ones do. */
public final class FaultInjectingServer {
  /** Longest answer, in bytes, that a node which fell behind repeats. */
  private static final int REMEMBERED = 65_536;

  private final Vertx vertx;
  private final EndlessReplyWriter endless;
  private final Function<DevnetRequest, DevnetResponse> answer;
  private final LongSupplier height;
  private final AtomicLong count = new AtomicLong();
  private final NodeReplyHistory replyHistory = new NodeReplyHistory();
  private volatile FaultPolicy script = FaultPolicy.noFaults();
  private volatile UnaryOperator<String> distortion;
  private volatile long frozenAt = Long.MAX_VALUE;
  private volatile long lag;
  private final LoopbackListener listener;

  /**
   * @param height committed by the chain, which the node may fall behind
   */
  public FaultInjectingServer(
      Vertx vertx,
      Function<DevnetRequest, DevnetResponse> answer,
      LongSupplier height,
      Consumer<HttpServer> setup,
      int port) {
    this.vertx = vertx;
    this.endless = new EndlessReplyWriter(vertx);
    this.answer = answer;
    this.height = height;
    this.listener =
        new LoopbackListener(vertx, it -> setup.accept(it.requestHandler(this::readBody)), port);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  public void setFaultPolicy(FaultPolicy next) {
    script = next;
  }

  /** Keeps repeating what it last said to each question, as a node that stopped following does. */
  public void setFrozen(boolean on) {
    frozenAt = on ? height.getAsLong() : Long.MAX_VALUE;
  }

  /** Says what it said this many blocks ago, as a node that follows slowly does; 0 ends it. */
  public void setLagBlocks(long blocks) {
    lag = blocks;
  }

  /** Changes the text of every answer, e.g. to another chain id; null ends it. */
  public void setReplyDistortion(UnaryOperator<String> change) {
    distortion = change;
  }

  /** Nothing listens any more; connections are refused. */
  public void stop() {
    listener.stop();
  }

  /** Something else listens on the port: every connection gets bytes that are no HTTP. */
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

  /** Bytes of the longest endless reply that somebody took. */
  public long largestEndlessBody() {
    return endless.largestBody();
  }

  private void readBody(HttpServerRequest request) {
    request.body().onSuccess(body -> applyPolicy(request, body));
  }

  private void applyPolicy(HttpServerRequest request, Buffer body) {
    var act = script.actionFor(request.method().name(), request.path(), count.incrementAndGet());
    if (act instanceof FaultPolicy.RequestAction.FixedReply say) {
      send(
          request, DevnetResponse.text(say.status(), say.contentType(), say.body()), say.headers());
    } else if (act instanceof FaultPolicy.RequestAction.EndlessReply kind) {
      endless.write(request, kind);
    } else if (act instanceof FaultPolicy.RequestAction.AnswerLate late) {
      vertx.setTimer(Math.max(1, late.by().toMillis()), it -> sendAnswer(request, body));
    } else if (act instanceof FaultPolicy.RequestAction.TruncateReply) {
      sendTruncated(request, answerOfThisNode(request, body));
    } else if (act instanceof FaultPolicy.RequestAction.LoseReply) {
      answerOfThisNode(request, body);
      request.connection().close();
    } else if (act instanceof FaultPolicy.RequestAction.CloseConnection) {
      request.connection().close();
    } else if (act instanceof FaultPolicy.RequestAction.AnswerNormally) {
      sendAnswer(request, body);
    }
  }

  private void sendAnswer(HttpServerRequest request, Buffer body) {
    send(request, answerOfThisNode(request, body), Map.of());
  }

  private DevnetResponse answerOfThisNode(HttpServerRequest request, Buffer body) {
    DevnetRequest call = DevnetRequest.readFrom(request, body.getBytes());
    DevnetResponse truth = answerOrError(call);
    boolean repeatable = !call.mayChangeLedger() && truth.body().length <= REMEMBERED;
    DevnetResponse reply = repeatable ? answerAtNodeHeight(call, truth) : truth;
    UnaryOperator<String> change = distortion;
    return change == null ? reply : reply.withChangedText(change);
  }

  /** The answer of the height at which this node stands. */
  private DevnetResponse answerAtNodeHeight(DevnetRequest call, DevnetResponse truth) {
    long now = height.getAsLong();
    if (frozenAt == Long.MAX_VALUE || !replyHistory.contains(call.cacheKey())) {
      replyHistory.record(call.cacheKey(), now, truth);
    }
    return replyHistory.replyAt(call.cacheKey(), Math.min(frozenAt, now - lag));
  }

  private DevnetResponse answerOrError(DevnetRequest call) {
    try {
      return answer.apply(call);
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
