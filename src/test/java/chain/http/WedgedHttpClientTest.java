package chain.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A client whose own thread does nothing any more says nothing: its calls are only not answered.
 */
@SuppressWarnings({
  "deprecation",
  "removal"
}) // nothing else stops a thread from outside; JDK 20 refuses it
class WedgedHttpClientTest {
  private HttpServer server;
  private NodeEndpoint node;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"height\":\"7\"}".getBytes();
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    node = new NodeEndpoint(NodeEndpoint.Protocol.REST, uri);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anotherClientTakesThePlaceOfOneThatAnswersNothing() {
    Assumptions.assumeTrue(Runtime.version().feature() < 20, "this JDK suspends no thread");
    Set<Thread> before = selectors();
    NodeHttpClient client = new NodeHttpClient(Timeouts.withSpeed(50));
    assertEquals(7, client.get(node, "/").field("height").asInt());
    Set<Thread> own = selectors();
    own.removeAll(before);
    own.forEach(Thread::suspend);
    try {
      for (int call = 0; call < 5; call++) {
        assertThrows(NodeUnavailableException.class, () -> client.get(node, "/"));
      }
      assertEquals(7, client.get(node, "/").field("height").asInt());
    } finally {
      own.forEach(Thread::resume);
    }
  }

  private static Set<Thread> selectors() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().matches("HttpClient-\\d+-SelectorManager"))
        .collect(Collectors.toSet());
  }
}
