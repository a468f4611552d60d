package chain.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node behind TLS is asked only if its certificate is trusted and is that of its name. */
class NodeTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  @Test
  void aTrustedCertificateOfThatNameIsTaken() throws Exception {
    Path certificate = makeCertificate("ip:127.0.0.1");
    assertEquals(7, ask(certificate, trusting(certificate)).body().path("answer").asInt());
  }

  @Test
  void aTrustedCertificateOfAnotherNameIsRefused() throws Exception {
    Path certificate = makeCertificate("dns:elsewhere.example");
    assertRefused(certificate, trusting(certificate));
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
    assertRefused(makeCertificate("ip:127.0.0.1"), SSLContexts.createDefault());
  }

  private static void assertRefused(Path certificate, SSLContext client) {
    String told =
        assertThrows(NodeUnavailableException.class, () -> ask(certificate, client)).getMessage();
    assertTrue(told.contains("is not reachable: TLS fails: "), told);
  }

  private static NodeReply ask(Path certificate, SSLContext client) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(
            SSLContexts.custom().loadKeyMaterial(certificate, PASSWORD, PASSWORD).build()));
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"answer\":7}".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
      return new NodeHttpClient(Timeouts.withSpeed(1), client)
          .get(new NodeEndpoint(NodeEndpoint.Protocol.REST, uri), "/x");
    } finally {
      server.stop(0);
    }
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    return SSLContexts.custom().loadTrustMaterial(certificate, PASSWORD).build();
  }

  /** A key and its own certificate, by the tool that comes with Java. */
  private Path makeCertificate(String subject) throws Exception {
    Path file = folder.resolve("node.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                tool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "node",
                "-dname",
                "CN=node",
                "-ext",
                "san=" + subject,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String output = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, made.waitFor(), output);
    return file;
  }
}
