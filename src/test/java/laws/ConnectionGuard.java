package laws;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test during which a connection leaves for another machine or for a port that no test can
 * have opened. Tests get their ports from the kernel, which hands out ephemeral ports only; default
 * ports of nodes, databases and daemons lie below. The JDK asks the proxy selector before each
 * connection of its HTTP client and of {@link java.net.Socket}; NIO channels are not seen.
 */
public final class ConnectionGuard
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final int FIRST_EPHEMERAL_PORT = firstEphemeralPort();
  private static final Queue<Throwable> FOREIGN = new ConcurrentLinkedQueue<>();

  private static int firstEphemeralPort() {
    try {
      Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
      // Not readString: it takes the length of the file, which is 0 under /proc.
      return Integer.parseInt(Files.readAllLines(range).get(0).strip().split("\\s+")[0]);
    } catch (IOException e) {
      return 32768;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    ProxySelector before = ProxySelector.getDefault();
    if (!(before instanceof Watching)) {
      ProxySelector.setDefault(new Watching(before));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    failIfForeign();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    failIfForeign();
  }

  private static void failIfForeign() {
    Throwable first = FOREIGN.poll();
    FOREIGN.clear();
    if (first != null) {
      fail(first);
    }
  }

  /** Names under invalid have no address (RFC 6761), so that nothing leaves for them. */
  static boolean isForeign(URI target) {
    if (String.valueOf(target.getHost()).endsWith(".invalid")) {
      return false;
    }
    return !LOOPBACK.contains(String.valueOf(target.getHost()))
        || target.getPort() < FIRST_EPHEMERAL_PORT;
  }

  private static final class Watching extends ProxySelector {
    private final ProxySelector next;

    private Watching(ProxySelector next) {
      this.next = next;
    }

    @Override
    public List<Proxy> select(URI target) {
      if (isForeign(target)) {
        String message = "connection to " + target.getHost() + ":" + target.getPort();
        FOREIGN.add(new AssertionError(message + ", which no test opened"));
      }
      return next.select(target);
    }

    @Override
    public void connectFailed(URI target, SocketAddress address, IOException cause) {
      next.connectFailed(target, address, cause);
    }
  }
}
