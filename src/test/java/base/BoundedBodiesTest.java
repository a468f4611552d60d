package base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedBodiesTest {
  private static final int LIMIT = 1 << 16;
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private HttpServer server;
  private byte[] body;
  private String coding;
  private long pauseMillis;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          if (coding != null) {
            exchange.getResponseHeaders().set("Content-Encoding", coding);
          }
          exchange.sendResponseHeaders(200, 0);
          try (exchange) {
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(pauseMillis * 1_000_000);
          }
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aShortBodyArrivesPlainAndUnpacked() throws Exception {
    body = "gr\u00fcezi".getBytes(StandardCharsets.UTF_8);
    assertEquals("gr\u00fcezi", text());
    body = gzip(body);
    coding = "gzip";
    assertEquals("gr\u00fcezi", text());
  }

  @Test
  void aLongBodyIsAnError() {
    body = new byte[LIMIT + 1];
    assertTooLong();
  }

  @Test
  void aSmallBodyThatUnpacksToALargeOneIsAnError() throws Exception {
    body = gzip(new byte[50 << 20]);
    coding = "gzip";
    assertTrue(body.length < LIMIT, () -> body.length + " bytes");
    assertTooLong();
  }

  @Test
  void aDamagedPackedBodyIsAnError() {
    body = new byte[] {1, 2, 3};
    coding = "gzip";
    assertThrows(IOException.class, this::text);
  }

  @Test
  void anyCodingIsUnpackedOrRefusedByName() throws Exception {
    body = gzip("plain".getBytes(StandardCharsets.UTF_8));
    coding = " X-GZIP";
    assertEquals("plain", text());
    coding = "br";
    IOException refusal = assertThrows(IOException.class, this::text);
    assertTrue(ErrorText.describe(refusal).contains("compressed as br"), refusal::toString);
  }

  @Test
  void aBodyThatIsHeldBackEndsWithTheDeadline() {
    body = new byte[1];
    pauseMillis = 4_000;
    IOException refusal = assertThrows(IOException.class, this::text);
    assertEquals("no answer in time", ErrorText.describe(refusal));
  }

  private void assertTooLong() {
    IOException refusal = assertThrows(IOException.class, this::text);
    assertTrue(refusal.toString().contains("above 65536 bytes"), refusal::toString);
  }

  private String text() throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return BoundedBodies.send(HttpClient.newHttpClient(), request, LIMIT, DEADLINE).body();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
