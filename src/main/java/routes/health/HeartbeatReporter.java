package routes.health;

import base.ParallelRequests;
import base.ParallelRequests.LateException;
import base.ReadableUnits;
import chain.AlloraClient;
import chain.model.EndpointReport;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import journal.Journal;
import journal.WalletLeases;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import journal.entry.WalletLease;
import ops.WorkerMetrics;
import routes.allora.WorkerClients;
import routes.reputer.ReputerPlan.ReputerRegistry;
import routes.topic.TopicPlan.TopicRegistry;

/**
 * Gathers what the heartbeat says: alive, in step with the chain, funded, registered, last
 * accepted. The height must be had, or there is no beat; a dead-man's switch then notices.
 */
public class HeartbeatReporter {
  private static final Duration LONGEST = Duration.ofSeconds(9);
  private static final String NO_ANSWER = "no answer";

  /** More requests at a time would be a flood to the node where there are many topics. */
  private static final int AT_ONCE = 8;

  private final Journal journal;
  private final WorkerClients workers;
  private final TopicRegistry topics;
  private final ReputerRegistry reputerTopics;
  private final WorkerMetrics meters;
  private final EpochDelay epochDelay;
  private volatile String latest = "";
  private volatile String problem;
  private final WalletRunway runway;

  public HeartbeatReporter(
      Journal journal,
      WorkerClients workers,
      TopicRegistry topics,
      ReputerRegistry reputerTopics,
      WorkerMetrics meters,
      EpochDelay epochDelay) {
    this.epochDelay = epochDelay;
    this.runway = new WalletRunway(journal, workers, meters);
    this.journal = journal;
    this.workers = workers;
    this.topics = topics;
    this.reputerTopics = reputerTopics;
    this.meters = meters;
  }

  /**
   * Asks for everything side by side and no longer than {@link #LONGEST}.
   *
   * @throws Failure.Retry if no node tells its height
   */
  public String buildMessage() {
    if (!isWorking()) {
      problem = null;
      latest = standbyText();
      return latest;
    }
    try (ParallelRequests requests = new ParallelRequests("heartbeat", LONGEST, AT_ONCE)) {
      Supplier<List<EndpointReport>> endpoints =
          requests.ask(workers.defaultClient().networkInfo()::checkHeads, e -> List.of());
      Supplier<String> funds = requests.ask(runway::measure, e -> NO_ANSWER);
      List<Supplier<String>> lines =
          Stream.<Supplier<String>>concat(
                  heldOf(topics.ids()).map(it -> topicText(it, requests)),
                  heldOf(reputerTopics.ids()).map(it -> () -> reputerText(it)))
              .toList();
      int open = journal.reader().findUnsettled().size();
      meters.setGauge("journal.open", open);
      String told = lines.stream().map(Supplier::get).collect(Collectors.joining("; "));
      String nodes = endpointsText(endpoints.get());
      Supplier<Long> height = requests.ask(() -> readHeight(endpoints.get()));
      latest =
          "alive at height %d; %s; %s; %s; %d open"
              .formatted(heightInTime(height), nodes, funds.get(), told, open);
      return latest;
    }
  }

  private Stream<Long> heldOf(Set<Long> ids) {
    return ids.stream().filter(it -> journal.leases().isHeld(workers.forTopic(it).workerAddress()));
  }

  /** Whether this replica works for any wallet; the others ask the chain nothing. */
  public boolean isWorking() {
    return journal.leases().holdsAny();
  }

  private String standbyText() {
    WalletLeases leases = journal.leases();
    return leases
        .fault()
        .map(it -> "alive, and works for no wallet: " + it.getMessage())
        .orElseGet(
            () ->
                "alive as a standby: other replicas hold "
                    + leases.overview().leases().stream().filter(WalletLease::alive).count()
                    + " leases");
  }

  /** Sets the meters as a beat does; where no node answers, those that can be without one. */
  public void updateMeters() {
    try {
      buildMessage();
    } catch (Failure e) {
      // the beat tells it
    }
  }

  /** Why the chain could not be asked lately, empty while it can. */
  public Optional<String> chainFault() {
    return Optional.ofNullable(problem);
  }

  /** Full epochs since the last accepted submission, of the topic that waits longest. */
  public long epochsSinceAccepted() {
    return topics.ids().stream().mapToLong(epochDelay::epochsSinceAccepted).max().orElse(0);
  }

  private long heightInTime(Supplier<Long> height) {
    try {
      return height.get();
    } catch (LateException e) {
      problem = e.getMessage();
      throw new Failure.Retry(FailureReason.NO_ENDPOINT, "no node tells its height: " + problem);
    }
  }

  /** Where no endpoint is healthy, the client says why. */
  private long readHeight(List<EndpointReport> endpoints) {
    try {
      long height =
          endpoints.stream()
              .filter(it -> it.isHealthy() && it.isQueried())
              .mapToLong(EndpointReport::height)
              .max()
              .orElseGet(() -> workers.defaultClient().latestHeight());
      meters.setGauge("chain.height", height);
      problem = null;
      return height;
    } catch (Failure e) {
      problem = e.getMessage();
      throw e;
    }
  }

  /** The newest beat's words, empty before the first. */
  public String latestMessage() {
    return latest;
  }

  /** Epochs the balance lasts for, as of the newest beat. */
  public Optional<BigInteger> runwayEpochs() {
    return runway.latestEpochs();
  }

  private String endpointsText(List<EndpointReport> all) {
    long healthy = all.stream().filter(EndpointReport::isHealthy).count();
    all.forEach(this::meterEndpoint);
    meters.setGauge("endpoints.healthy", healthy);
    return healthy + " of " + all.size() + " endpoints healthy";
  }

  private void meterEndpoint(EndpointReport facts) {
    String name = facts.endpoint().toString();
    meters.setGauge("endpoint.up", "endpoint", name, facts.isHealthy() ? 1 : 0);
    meters.setGauge("endpoint.lag.blocks", "endpoint", name, facts.lagBlocks());
  }

  private Supplier<String> topicText(long id, ParallelRequests requests) {
    Supplier<String> registered = requests.ask(() -> registeredText(id), e -> NO_ANSWER);
    Supplier<String> epoch = requests.ask(() -> learnEpochLength(id), e -> NO_ANSWER);
    return () -> {
      String access = registered.get();
      epoch.get();
      return "topic " + id + " " + access + ", " + lastAcceptedText(id) + dataAgeText(id);
    };
  }

  private String reputerText(long topic) {
    EntryFilter accepted = EntryFilter.ofRole(topic, Role.REPUTER).withState(EntryState.ACCEPTED);
    return "reputer of topic %d, %s"
        .formatted(
            topic,
            journal.reader().findLatest(accepted, 1).stream()
                .findFirst()
                .map(it -> "last accepted nonce " + it.key().nonce())
                .orElse("none accepted yet"));
  }

  private String dataAgeText(long topic) {
    Optional<Duration> age = epochDelay.dataAge(topic);
    age.ifPresent(it -> meters.setGauge("data.age.seconds", "topic", topic + "", it.toSeconds()));
    return age.map(it -> ", newest data " + ReadableUnits.duration(it) + " old").orElse("");
  }

  private String registeredText(long topic) {
    boolean registered = workers.forTopic(topic).networkInfo().wasRegisteredLately(topic);
    meters.setGauge("registered", "topic", topic + "", registered ? 1 : 0);
    return registered ? "registered" : "not registered";
  }

  private String lastAcceptedText(long topic) {
    AlloraClient allora = workers.forTopic(topic);
    OptionalLong newest =
        journal
            .reader()
            .newestAcceptedNonce(allora.network().chainId(), topic, allora.workerAddress());
    long since = meterEpochsSinceAccepted(topic);
    if (newest.isEmpty()) {
      return "none accepted yet";
    }
    meters.setGauge("last.accepted.nonce", "topic", topic + "", newest.getAsLong());
    return "last accepted nonce " + newest.getAsLong() + ", " + since + " epochs ago";
  }

  private String learnEpochLength(long topic) {
    epochDelay.learnEpochLength(topic);
    return "";
  }

  private long meterEpochsSinceAccepted(long topic) {
    long since = epochDelay.epochsSinceAccepted(topic);
    meters.setGauge("epochs.since.accepted", "topic", topic + "", since);
    return since;
  }
}
