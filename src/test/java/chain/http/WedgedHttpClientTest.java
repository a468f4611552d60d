package chain.http;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.StubNode;
import chain.model.Timeouts;
import chain.node.NodeProbe;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A client whose own thread has stopped reports no error: its calls are only never answered. */
class WedgedHttpClientTest {
  @Test
  @SuppressWarnings({"deprecation", "removal"}) // nothing else stops a thread; JDK 20 refuses it
  void anotherClientTakesThePlaceOfOneThatAnswersNothing() {
    Assumptions.assumeTrue(Runtime.version().feature() < 20, "this JDK suspends no thread");
    Set<Thread> before = selectors();
    NodeHttpClient client = new NodeHttpClient(Timeouts.withSpeed(50));
    try (StubNode node = new StubNode().head("chain-1", 100)) {
      assertTrue(client.get(node.rest(), NodeProbe.LATEST).isOk());
      Set<Thread> own = selectors();
      own.removeAll(before);
      own.forEach(Thread::suspend);
      try {
        for (int call = 0; call < 5; call++) {
          assertThrows(
              NodeUnavailableException.class, () -> client.get(node.rest(), NodeProbe.LATEST));
        }
        assertTrue(client.get(node.rest(), NodeProbe.LATEST).isOk());
      } finally {
        own.forEach(Thread::resume);
      }
    }
  }

  private static Set<Thread> selectors() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().matches("HttpClient-\\d+-SelectorManager"))
        .collect(Collectors.toSet());
  }
}
