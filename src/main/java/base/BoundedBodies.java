package base;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.zip.GZIPInputStream;

/**
 * Bodies of HTTP replies up to a limit, counted while they arrive, so that a broken host cannot
 * fill the memory. A compressed one is unpacked, whether it was asked for or not, and counts
 * unpacked. One that is too long is an {@link IOException} of the call.
 */
public final class BoundedBodies {
  private BoundedBodies() {}

  public static BodyHandler<byte[]> bytes(int limit) {
    return reply -> {
      boolean packed =
          reply.headers().firstValue("content-encoding").filter("gzip"::equals).isPresent();
      BodySubscriber<byte[]> body = new LimitedSubscriber(limit);
      return packed ? BodySubscribers.mapping(body, it -> unpack(it, limit)) : body;
    };
  }

  /** Text in UTF-8. */
  public static BodyHandler<String> text(int limit) {
    return reply ->
        BodySubscribers.mapping(
            bytes(limit).apply(reply), it -> new String(it, StandardCharsets.UTF_8));
  }

  private static byte[] unpack(byte[] packed, int limit) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw tooLong(limit);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IOException tooLong(int limit) {
    return new IOException("body above " + limit + " bytes");
  }

  private static final class LimitedSubscriber implements BodySubscriber<byte[]> {
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.Subscription subscription;

    LimitedSubscriber(int limit) {
      this.limit = limit;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (bytes.size() + buffer.remaining() > limit) {
          subscription.cancel();
          body.completeExceptionally(tooLong(limit));
          return;
        }
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        bytes.writeBytes(part);
      }
    }

    @Override
    public void onError(Throwable cause) {
      body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      body.complete(bytes.toByteArray());
    }
  }
}
