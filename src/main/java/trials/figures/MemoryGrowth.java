package trials.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Memory over epochs. Only the second half counts: in the first, caches and compilers fill up. */
final class MemoryGrowth {
  private static final double FLAT = 2e6;
  private static final double FLAT_RESIDENT = 32e6;

  private record MemorySample(int epoch, MemoryProbe.ProcessMemory memory) {}

  private final List<MemorySample> samples = new ArrayList<>();

  void addSample(int epoch, MemoryProbe.ProcessMemory memory) {
    samples.add(new MemorySample(epoch, memory));
  }

  MemoryProbe.ProcessMemory newestSample() {
    return samples.get(samples.size() - 1).memory();
  }

  /** Whether memory in the second half grows less than its noise. */
  boolean isFlat() {
    int span = epochSpan();
    return slope(MemoryProbe.ProcessMemory::heapBytes) * span < FLAT
        && slope(MemoryProbe.ProcessMemory::residentBytes) * span < FLAT_RESIDENT;
  }

  Map<String, Object> toJsonFields() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("heap_bytes_first", samples.get(0).memory().heapBytes());
    figures.put("heap_bytes_last", newestSample().heapBytes());
    figures.put("heap_bytes_an_epoch", Math.round(slope(MemoryProbe.ProcessMemory::heapBytes)));
    figures.put("resident_bytes_first", samples.get(0).memory().residentBytes());
    figures.put("resident_bytes_last", newestSample().residentBytes());
    figures.put(
        "resident_bytes_an_epoch", Math.round(slope(MemoryProbe.ProcessMemory::residentBytes)));
    return figures;
  }

  /**
   * Growth in bytes per epoch over the second half: the median slope, which one outlier does not
   * change.
   */
  private double slope(ToLongFunction<MemoryProbe.ProcessMemory> part) {
    List<MemorySample> half = secondHalf();
    double[] slopes =
        half.stream()
            .flatMap(
                a -> half.stream().filter(b -> b.epoch() > a.epoch()).map(b -> slope(part, a, b)))
            .mapToDouble(it -> it)
            .toArray();
    return slopes.length == 0 ? 0 : new Median().evaluate(slopes);
  }

  private static double slope(
      ToLongFunction<MemoryProbe.ProcessMemory> part, MemorySample a, MemorySample b) {
    long grown = part.applyAsLong(b.memory()) - part.applyAsLong(a.memory());
    return (double) grown / (b.epoch() - a.epoch());
  }

  private int epochSpan() {
    List<MemorySample> half = secondHalf();
    return half.get(half.size() - 1).epoch() - half.get(0).epoch();
  }

  private List<MemorySample> secondHalf() {
    return samples.subList(samples.size() / 2, samples.size());
  }

  /** Measures the memory of another process on this host: live heap and resident size. */
  static final class MemoryProbe implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Path status;
    private final JMXConnector connector;
    private final MemoryMXBean memory;

    /**
     * @param port port of the management agent that {@link #jvmOptions} starts
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

    /** JVM options that open a management agent on loopback only. */
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
     * Measures after two garbage collections, so that only live objects count; one may be deferred.
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

    /** Sizes in bytes. */
    record ProcessMemory(long heapBytes, long residentBytes) {}
  }
}
