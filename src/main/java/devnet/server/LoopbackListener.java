package devnet.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A loopback port that keeps its number while listeners stop and start on it. */
public final class LoopbackListener {
  /** Bytes that are neither HTTP nor a TLS handshake. */
  private static final Buffer NON_HTTP_BYTES =
      Buffer.buffer(new byte[] {21, 3, 3, 0, 2, 2, 40, 13, 10});

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(20);

  private final Vertx vertx;
  private final Consumer<HttpServer> setup;
  private HttpServer server;
  private NetServer garbageServer;
  private int port;

  /**
   * @param setup sets the handlers of a new server
   */
  LoopbackListener(Vertx vertx, Consumer<HttpServer> setup, int port) {
    this.vertx = vertx;
    this.setup = setup;
    this.port = port;
    this.server = await(listen());
    this.port = server.actualPort();
  }

  int port() {
    return port;
  }

  /** Stops listening; connections are refused. */
  synchronized void stop() {
    if (server != null) {
      await(server.close());
      server = null;
    }
    if (garbageServer != null) {
      await(garbageServer.close());
      garbageServer = null;
    }
  }

  /** Listens as something else than HTTP: every connection gets bytes that are not HTTP. */
  synchronized void serveGarbage() {
    stop();
    garbageServer = awaitFreePort(this::listenWithGarbage);
  }

  private Future<NetServer> listenWithGarbage() {
    var options = new NetServerOptions().setHost("127.0.0.1").setPort(port);
    return vertx
        .createNetServer(options)
        .connectHandler(socket -> socket.handler(it -> socket.end(NON_HTTP_BYTES)))
        .listen();
  }

  /** Listens again on the same port. */
  synchronized void start() {
    if (server == null) {
      stop();
      server = awaitFreePort(this::listen);
    }
  }

  private Future<HttpServer> listen() {
    var options =
        new HttpServerOptions().setHost("127.0.0.1").setPort(port).setMaxFormAttributeSize(-1);
    HttpServer next = vertx.createHttpServer(options);
    setup.accept(next);
    return next.listen();
  }

  /**
   * Binds the port again, trying until it is free: under load the system releases it long after the
   * server library reports it closed.
   *
   * @param listen makes a new attempt each time
   */
  private static <T> T awaitFreePort(Supplier<Future<T>> listen) {
    Instant limit = Instant.now().plus(TIMEOUT);
    while (true) {
      try {
        return await(listen.get());
      } catch (IllegalStateException e) {
        if (!(e.getCause() instanceof BindException) || Instant.now().isAfter(limit)) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
      }
    }
  }

  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("devnet: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("devnet: the server did not respond within 10 s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("devnet: interrupted", e);
    }
  }
}
