package chain.window;

import base.DaemonThreads;
import chain.http.JsonRpcWebSocket;
import chain.http.NodeHttpClient;
import chain.model.EmissionsVersion;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import chain.node.EmissionsQueries;
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
 * whoever is woken. Nodes drop listeners, replay nothing and stop sending, so it wakes the poller
 * after each connection and moves on to the next node when one sends nothing any more.
 */
public final class WindowEventSubscription implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WindowEventSubscription.class);
  private static final String OPENED = ".EventWorkerSubmissionWindowOpened";

  /** Begins the ids of the subscriptions; a topic's number follows. */
  private static final String OPEN = "open-";

  /** So many subscriptions of one client a node takes. */
  private static final int TOPICS = 5;

  /** How often it is asked for what it should have already; its refusal shows that it listens. */
  private static final Duration RENEWAL = Duration.ofSeconds(45);

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(100);

  private final List<NodeEndpoint> endpoints;
  private final NodeHttpClient httpClient;
  private final EmissionsQueries queries;
  private final Timeouts timeouts;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("window-events"));
  private List<Long> topics = List.of();
  private LongConsumer onEvent = topic -> {};
  private volatile JsonRpcWebSocket line;
  private EmissionsVersion spoken;
  private int turn;
  private volatile int failures;
  private long dialAt;
  private long renewedAt;

  public WindowEventSubscription(
      List<NodeEndpoint> endpoints,
      NodeHttpClient httpClient,
      EmissionsQueries queries,
      Timeouts timeouts) {
    this.endpoints = endpoints;
    this.httpClient = httpClient;
    this.queries = queries;
    this.timeouts = timeouts;
    this.dialAt = timeouts.nanoTime();
  }

  public void start(List<Long> wanted, LongConsumer opened) {
    topics = List.copyOf(wanted);
    onEvent = opened;
    if (!endpoints.isEmpty()) {
      long period = timeouts.toRealTime(Duration.ofSeconds(5), Duration.ofMillis(200)).toMillis();
      thread.scheduleWithFixedDelay(this::maintainConnection, 0, period, TimeUnit.MILLISECONDS);
    }
  }

  /** Keeps one connection open; closes it when it is dead or the network's generation changes. */
  private void maintainConnection() {
    try {
      if (line != null
          && (line.isBrokenOrSilent(silenceLimit()) || queries.currentVersion() != spoken)) {
        disconnect();
      }
      if (line != null) {
        keepAlive();
      } else if (timeouts.nanoTime() - dialAt >= 0) {
        connect();
      }
    } catch (RuntimeException | Error e) { // what is thrown here would end the rounds for good
      scheduleReconnect();
      LOG.debug("not woken by events for now: {}", e.getMessage());
    }
  }

  private void keepAlive() {
    line.ping();
    Duration rest = timeouts.toRealTime(RENEWAL, Duration.ofSeconds(1));
    if (timeouts.nanoTime() - renewedAt >= rest.toNanos()) {
      renewedAt = timeouts.nanoTime();
      topics.stream().limit(1).forEach(this::subscribeToTopic);
    }
  }

  private Duration silenceLimit() {
    return timeouts.toRealTime(LONGEST_SILENCE, Duration.ofSeconds(3));
  }

  /** Emissions v5 has no events of windows. */
  private void connect() {
    spoken = queries.currentVersion();
    if (spoken == EmissionsVersion.V5) {
      return;
    }
    NodeEndpoint endpoint = endpoints.get(turn++ % endpoints.size());
    line = new JsonRpcWebSocket(httpClient, endpoint, this::handleMessage);
    renewedAt = timeouts.nanoTime();
    topics.stream().limit(TOPICS).forEach(this::subscribeToTopic);
    LOG.debug("woken by events of {}", endpoint);
  }

  private void subscribeToTopic(long topic) {
    String event = "emissions." + spoken.label() + OPENED;
    line.subscribe(
        OPEN + topic,
        "tm.event='NewBlockEvents' AND " + event + ".topic_id CONTAINS '" + topic + "'");
  }

  private void disconnect() {
    line.close();
    line = null;
    scheduleReconnect();
  }

  private void scheduleReconnect() {
    failures++;
    dialAt = timeouts.nanoTime() + timeouts.reconnectDelay(failures).toNanos();
  }

  /**
   * What opened before the subscription stood is not told, so its acknowledgement wakes the poller
   * too. The query also finds longer numbers, and a message carries all events of its block.
   */
  private void handleMessage(JsonNode message) {
    failures = 0;
    String id = message.path("id").asText();
    if (id.startsWith(OPEN) && message.path("result").isEmpty() && !message.has("error")) {
      topics.stream().filter(topic -> id.equals(OPEN + topic)).forEach(onEvent::accept);
    }
    for (JsonNode event : message.at("/result/data/value/events")) {
      if (event.path("type").asText().endsWith(OPENED)) {
        topics.stream().filter(topic -> isForTopic(event, topic)).forEach(onEvent::accept);
      }
    }
  }

  private static boolean isForTopic(JsonNode event, long topic) {
    for (JsonNode attribute : event.path("attributes")) {
      if (attribute.path("key").asText().equals("topic_id")) {
        return attribute.path("value").asText().replace("\"", "").equals(Long.toString(topic));
      }
    }
    return false;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    JsonRpcWebSocket open = line;
    if (open != null) {
      open.close();
    }
  }
}
