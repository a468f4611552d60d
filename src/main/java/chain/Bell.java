package chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to a node's events for windows that open, and only rings: what is open is asked by
 * whoever is woken. Nodes drop listeners, replay nothing and fall silent, so it rings after each
 * connection and moves on to the next node when one says nothing any more.
 */
final class Bell implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bell.class);
  private static final String OPENED = ".EventWorkerSubmissionWindowOpened";

  /** Begins the ids of the subscriptions; a topic's number follows. */
  private static final String OPEN = "open-";

  /** A node takes five subscriptions of a client, and one is for the heartbeat. */
  private static final int TOPICS = 4;

  private final List<Endpoint> endpoints;
  private final Wire wire;
  private final Queries queries;
  private final Pace pace;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Bell::thread);
  private List<Long> topics = List.of();
  private LongConsumer ring = topic -> {};
  private volatile EventLine line;
  private Emissions spoken;
  private int turn;
  private volatile int failures;
  private long dialAt;

  Bell(List<Endpoint> endpoints, Wire wire, Queries queries, Pace pace) {
    this.endpoints = endpoints;
    this.wire = wire;
    this.queries = queries;
    this.pace = pace;
    this.dialAt = pace.now();
  }

  void listen(List<Long> wanted, LongConsumer opened) {
    topics = List.copyOf(wanted);
    ring = opened;
    if (!endpoints.isEmpty()) {
      long period = pace.wall(Duration.ofSeconds(5), Duration.ofMillis(200)).toMillis();
      thread.scheduleWithFixedDelay(this::tend, 0, period, TimeUnit.MILLISECONDS);
    }
  }

  /** Keeps one line alive, and lets it go when it is dead or the network speaks otherwise. */
  private void tend() {
    try {
      if (line != null && (line.deaf(patience()) || queries.current() != spoken)) {
        hangUp();
      }
      if (line != null) {
        line.ping();
      } else if (pace.now() - dialAt >= 0) {
        dial();
      }
    } catch (RuntimeException e) {
      restBeforeNext();
      LOG.debug("not woken by events for now: {}", e.getMessage());
    }
  }

  private Duration patience() {
    return pace.wall(Duration.ofSeconds(60), Duration.ofSeconds(3));
  }

  /** Emissions v5 has no events of windows. */
  private void dial() {
    spoken = queries.current();
    if (spoken == Emissions.V5) {
      return;
    }
    Endpoint endpoint = endpoints.get(turn++ % endpoints.size());
    line = new EventLine(wire, endpoint, this::hear);
    line.subscribe("heart", "tm.event='NewBlockHeader'");
    topics.stream().limit(TOPICS).forEach(this::subscribe);
    LOG.debug("woken by events of {}", endpoint);
  }

  private void subscribe(long topic) {
    String event = "emissions." + spoken.label() + OPENED;
    line.subscribe(
        OPEN + topic,
        "tm.event='NewBlockEvents' AND " + event + ".topic_id CONTAINS '" + topic + "'");
  }

  private void hangUp() {
    line.close();
    line = null;
    restBeforeNext();
  }

  private void restBeforeNext() {
    failures++;
    dialAt = pace.now() + pace.coolDown(failures).toNanos();
  }

  /**
   * What opened before the subscription stood is not told, so its acknowledgement rings too. The
   * query also finds longer numbers, and a message carries all events of its block.
   */
  private void hear(JsonNode message) {
    failures = 0;
    String id = message.path("id").asText();
    if (id.startsWith(OPEN) && message.path("result").isEmpty() && !message.has("error")) {
      ring.accept(Long.parseLong(id.substring(OPEN.length())));
    }
    for (JsonNode event : message.at("/result/data/value/events")) {
      if (event.path("type").asText().endsWith(OPENED)) {
        topics.stream().filter(topic -> concerns(event, topic)).forEach(ring::accept);
      }
    }
  }

  private static boolean concerns(JsonNode event, long topic) {
    for (JsonNode attribute : event.path("attributes")) {
      if (attribute.path("key").asText().equals("topic_id")) {
        return attribute.path("value").asText().replace("\"", "").equals(Long.toString(topic));
      }
    }
    return false;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "chain-bell");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    EventLine open = line;
    if (open != null) {
      open.close();
    }
  }
}
