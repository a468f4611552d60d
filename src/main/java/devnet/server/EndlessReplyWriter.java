package devnet.server;

import devnet.server.FaultPolicy.RequestAction.EndlessReply;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** Writes replies that exhaust memory or never end, until the client closes the connection. */
final class EndlessReplyWriter {
  private static final Buffer BLANKS = Buffer.buffer(" ".repeat(1 << 16));
  private static final Buffer BLANK = Buffer.buffer(" ");
  private static final Buffer NESTED = Buffer.buffer("[{\"a\":".repeat(1 << 18));
  private static final Buffer PACKED = Buffer.buffer(packedBlanks(200));
  private static final long DRIP_MILLIS = 20;
  private static final int HEADERS = 400;

  private final Vertx vertx;
  private final AtomicLong largest = new AtomicLong();

  EndlessReplyWriter(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Bytes of the longest body that a client has read so far. */
  long largestBody() {
    return largest.get();
  }

  void write(HttpServerRequest request, EndlessReply kind) {
    HttpServerResponse response = request.response().setStatusCode(200).setChunked(true);
    response.putHeader("Content-Type", "application/json");
    response.exceptionHandler(it -> {});
    switch (kind) {
      case BODY -> writeOn(response, BLANKS, 0);
      case DRIP -> drip(response);
      case NESTED -> writeOn(response, NESTED, 0);
      case PACKED -> response.putHeader("Content-Encoding", "gzip").end(PACKED);
      case HEADERS -> {
        for (int i = 0; i < HEADERS; i++) {
          response.putHeader("X-Filler-" + i, "x".repeat(1_000));
        }
        response.end("{}");
      }
    }
  }

  private void writeOn(HttpServerResponse response, Buffer part, long before) {
    long after = before + part.length();
    response
        .write(part)
        .onSuccess(
            it -> {
              largest.accumulateAndGet(after, Math::max);
              writeOn(response, part, after);
            });
  }

  private void drip(HttpServerResponse response) {
    vertx.setPeriodic(
        DRIP_MILLIS,
        timer -> {
          if (response.closed()) {
            vertx.cancelTimer(timer);
          } else {
            response.write(BLANK);
          }
        });
  }

  private static byte[] packedBlanks(int megabytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < megabytes * 16; i++) {
        out.write(BLANKS.getBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
