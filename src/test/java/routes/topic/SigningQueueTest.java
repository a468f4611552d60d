package routes.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class SigningQueueTest {
  /** What the queue still holds counts as work in flight, for which Camel waits 45 s. */
  @Test
  void aContextWithASleepingReaderStopsAtOnce() throws Exception {
    List<String> seen = new ArrayList<>();
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.addRoutes(lane(seen));
      context.start();
      context.createProducerTemplate().requestBody("seda:lane", "first");
      SedaEndpoint lane = context.getEndpoint("seda:lane", SedaEndpoint.class);
      Instant before = Instant.now();
      context.stop();
      Duration took = Duration.between(before, Instant.now());
      assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, () -> "stopped after " + took);
      assertEquals(0, lane.getQueue().size());
    }
    assertEquals(List.of("first"), seen);
  }

  private static RouteBuilder lane(List<String> seen) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        SigningQueue.install(getContext());
        from("seda:lane").process(it -> seen.add(it.getMessage().getBody(String.class)));
      }
    };
  }
}
