package base;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Bodies of HTTP replies up to a limit, counted while they arrive, so that a broken host cannot
 * fill the memory. A compressed one is unpacked, whether it was asked for or not, and counts
 * unpacked. One that is too long is an {@link IOException} of the call.
 */
public final class BoundedBodies {
  private BoundedBodies() {}

  /**
   * Reads a body to its end.
   *
   * @param coding as the header content-encoding says; {@code identity} where there is none
   */
  public static byte[] read(InputStream body, String coding, int limit) throws IOException {
    byte[] bytes = body.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw tooLong(limit);
    }
    return isPacked(coding) ? unpack(bytes, coding, limit) : bytes;
  }

  private static boolean isPacked(String coding) {
    return !coding.strip().equalsIgnoreCase("identity");
  }

  private static BodyHandler<byte[]> bytes(int limit) {
    return reply -> {
      String coding = reply.headers().firstValue("content-encoding").orElse("identity");
      BodySubscriber<byte[]> body = new LimitedSubscriber(limit);
      return isPacked(coding)
          ? BodySubscribers.mapping(body, it -> unpack(it, coding, limit))
          : body;
    };
  }

  /** Text in UTF-8. */
  private static BodyHandler<String> text(int limit) {
    return reply ->
        BodySubscribers.mapping(
            bytes(limit).apply(reply), it -> new String(it, StandardCharsets.UTF_8));
  }

  /**
   * One call as a whole: connection, head and a body that may drip.
   *
   * @throws HttpTimeoutException if it has not ended by then
   */
  public static HttpResponse<String> send(
      HttpClient client, HttpRequest request, int limit, Duration deadline)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> call = client.sendAsync(request, text(limit));
    try {
      return call.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer within " + deadline.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      call.cancel(true);
    }
  }

  private static byte[] unpack(byte[] packed, String coding, int limit) {
    try (InputStream in = unpackingStream(new ByteArrayInputStream(packed), coding)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw tooLong(limit);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream unpackingStream(InputStream packed, String coding) throws IOException {
    return switch (coding.strip().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> new GZIPInputStream(packed);
      case "deflate" -> new InflaterInputStream(packed);
      default -> throw new IOException("its answer is compressed as " + OutsideText.clean(coding));
    };
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
