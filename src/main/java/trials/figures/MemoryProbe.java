package trials.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks at another process of this host: what it keeps alive, and what it occupies. */
final class MemoryProbe implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Path status;
  private final JMXConnector connector;
  private final MemoryMXBean memory;

  /**
   * @param port of the management agent that {@link #jvmOptions} starts
   */
  MemoryProbe(long pid, int port) throws IOException {
    status = Path.of("/proc", Long.toString(pid), "status");
    connector =
        JMXConnectorFactory.connect(
            new JMXServiceURL(
                "service:jmx:rmi:///jndi/rmi://" + LOOPBACK + ":" + port + "/jmxrmi"));
    memory =
        ManagementFactory.newPlatformMXBeanProxy(
            connector.getMBeanServerConnection(),
            ManagementFactory.MEMORY_MXBEAN_NAME,
            MemoryMXBean.class);
  }

  /** Options of a JVM that lets itself be looked at, from this host only. */
  static String jvmOptions(int port) {
    String jmx = "-Dcom.sun.management.jmxremote.";
    return String.join(
        " ",
        "-Djava.rmi.server.hostname=" + LOOPBACK,
        jmx + "host=" + LOOPBACK,
        jmx + "port=" + port,
        jmx + "rmi.port=" + port,
        jmx + "authenticate=false",
        jmx + "ssl=false");
  }

  /**
   * Collects first, so that only what is kept alive counts; twice, as a collection may be put off.
   */
  ProcessMemory measure() {
    return new ProcessMemory(Math.min(liveHeap(), liveHeap()), residentBytes());
  }

  private long liveHeap() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  private long residentBytes() {
    try {
      return Files.readAllLines(status).stream()
          .filter(it -> it.startsWith("VmRSS:"))
          .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }

  /** In bytes. */
  record ProcessMemory(long heapBytes, long residentBytes) {}
}
