package ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
  /** Seen in a daemon beside a real node: after an hour of work it had made 0 calls. */
  @Test
  void aWatchedCountOutlivesACollection() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    WorkerMetrics metrics = new WorkerMetrics(registry);
    AtomicLong calls = new AtomicLong();
    metrics.watchCount("endpoint.calls", "endpoint", "rest+http://a", () -> calls.get());
    WeakReference<Object> other = new WeakReference<>(new Object());
    Awaitility.await()
        .untilAsserted(
            () -> {
              System.gc();
              assertNull(other.get());
            });
    calls.set(7);
    assertEquals(7, registry.get("dromedary.endpoint.calls").functionCounter().count());
    Reference.reachabilityFence(metrics);
  }
}
