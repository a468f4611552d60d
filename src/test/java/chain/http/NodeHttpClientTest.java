package chain.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.HostileServer;
import base.HostileServer.Attack;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that sends without an end is given up in time, and nothing of it is kept. */
@Execution(ExecutionMode.CONCURRENT)
class NodeHttpClientTest {
  private static final Timeouts TIMEOUTS = Timeouts.withSpeed(5);
  private static final long MOST_BYTES = 24L << 20;

  private final NodeHttpClient client = new NodeHttpClient(TIMEOUTS);

  @ParameterizedTest
  @EnumSource(
      value = Attack.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ENDLESS_INTERIM_REPLIES", "ENDLESS_WEBSOCKET_MESSAGE"})
  void everyAttackEndsInTimeAsANodeWithoutAnAnswer(Attack attack) throws Exception {
    try (HostileServer server = new HostileServer(attack)) {
      Instant begin = Instant.now();
      NodeEndpoint node = new NodeEndpoint(NodeEndpoint.Protocol.REST, server.uri());
      String told =
          assertThrows(NodeUnavailableException.class, () -> client.get(node, "/x")).getMessage();
      Duration took = Duration.between(begin, Instant.now());
      assertTrue(took.compareTo(TIMEOUTS.httpCallTimeout().multipliedBy(3)) < 0, took::toString);
      assertTrue(server.connectionCount() <= 1, () -> server.connectionCount() + " connections");
      assertFalse(told.matches("(?s).*(Exception|java\\.|\n).*") || told.length() > 400, told);
      awaitNoMoreReading(server);
      assertTrue(server.sentBytes() < MOST_BYTES, () -> server.sentBytes() + " bytes");
    }
  }

  /** Not an offer to go on otherwise, which some proxies refuse, nor what has to be unpacked. */
  @Test
  void aCallCarriesNothingButTheQuestion() throws Exception {
    BlockingQueue<Set<String>> names = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          names.add(new TreeSet<>(exchange.getRequestHeaders().keySet()));
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    server.start();
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      client.get(new NodeEndpoint(NodeEndpoint.Protocol.REST, uri), "/x");
      assertEquals(Set.of("Accept", "Connection", "Host", "User-agent"), names.take());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aMessageWithoutEndEndsItsWebsocket() throws Exception {
    try (HostileServer server = new HostileServer(Attack.ENDLESS_WEBSOCKET_MESSAGE)) {
      URI uri = URI.create("ws" + server.uri().toString().substring(4) + "/websocket");
      NodeEndpoint node = new NodeEndpoint(NodeEndpoint.Protocol.WEBSOCKET, uri);
      try (JsonRpcWebSocket socket = new JsonRpcWebSocket(client, node, it -> {})) {
        await().until(() -> socket.isBrokenOrSilent(Duration.ofMinutes(1)));
        awaitNoMoreReading(server);
        assertTrue(server.sentBytes() < MOST_BYTES, () -> server.sentBytes() + " bytes");
      }
    }
  }

  /** The connection is closed, not only forgotten. */
  private static void awaitNoMoreReading(HostileServer server) {
    AtomicLong before = new AtomicLong(-1);
    await()
        .during(Duration.ofMillis(400))
        .atMost(Duration.ofSeconds(5))
        .until(() -> before.getAndSet(server.sentBytes()) == server.sentBytes());
  }
}
