package routes;

import chain.Allora;
import chain.EndpointFacts;
import domain.Failure;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import journal.Journal;
import ops.Meters;
import routes.allora.Workers;

/**
 * Gathers what the heartbeat says: alive, in step with the chain, funded, registered, last
 * accepted. The height must be had, or there is no beat; a dead-man's switch then notices.
 */
public final class Heartbeat {
  private final Journal journal;
  private final Workers workers;
  private final Topics topics;
  private final Meters meters;
  private final Lateness lateness;
  private volatile String latest = "";
  private volatile String trouble;
  private volatile BigInteger runway;

  public Heartbeat(
      Journal journal, Workers workers, Topics topics, Meters meters, Lateness lateness) {
    this.lateness = lateness;
    this.journal = journal;
    this.workers = workers;
    this.topics = topics;
    this.meters = meters;
  }

  /**
   * @throws Failure.Wait if no node answers
   */
  public String beat() {
    long height = height();
    int open = journal.unsettled().size();
    meters.level("journal.open", open);
    String topics = topics();
    latest =
        "alive at height %d; %s; %s; %s; %d open"
            .formatted(height, asked(this::endpoints), asked(this::funds), topics, open);
    return latest;
  }

  /** Sets the meters as a beat does; where no node answers, those that can be without one. */
  public void measure() {
    try {
      beat();
    } catch (Failure e) {
      topics.ids().forEach(this::late);
      endpoints();
    }
  }

  /** Why the chain could not be asked lately, empty while it can. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Full epochs since the last accepted answer, of the topic that waits longest. */
  public long late() {
    return topics.ids().stream().mapToLong(lateness::epochs).max().orElse(0);
  }

  private long height() {
    try {
      long height = workers.any().height();
      meters.level("chain.height", height);
      trouble = null;
      return height;
    } catch (Failure e) {
      trouble = e.getMessage();
      throw e;
    }
  }

  /** The newest beat's words, empty before the first. */
  public String latest() {
    return latest;
  }

  /** Epochs the balance lasts for, as of the newest beat. */
  public Optional<BigInteger> runway() {
    return Optional.ofNullable(runway);
  }

  private String endpoints() {
    List<EndpointFacts> all = workers.any().facts().endpoints();
    long well = all.stream().filter(EndpointFacts::well).count();
    all.forEach(this::endpoint);
    meters.level("endpoints.well", well);
    return well + " of " + all.size() + " endpoints well";
  }

  private void endpoint(EndpointFacts facts) {
    String name = facts.endpoint().toString();
    meters.level("endpoint.up", "endpoint", name, facts.well() ? 1 : 0);
    meters.level("endpoint.lag.blocks", "endpoint", name, facts.lag());
  }

  /** The scarcest wallet decides how long the daemon is funded. */
  private String funds() {
    Map<String, BigInteger> lasts = new TreeMap<>();
    workers.all().forEach(it -> lasts.put(it.worker(), lasts(it)));
    runway = Collections.min(lasts.values());
    meters.level("runway.epochs", runway.doubleValue());
    return lasts.size() == 1
        ? "funded for " + runway + " epochs"
        : lasts.entrySet().stream()
            .map(it -> it.getKey() + " funded for " + it.getValue() + " epochs")
            .collect(Collectors.joining(", "));
  }

  private BigInteger lasts(Allora worker) {
    BigInteger balance = worker.balance();
    meters.level("balance.uallo", "worker", worker.worker(), balance.doubleValue());
    BigInteger spend = spend(worker);
    meters.level("spend.uallo", "worker", worker.worker(), spend.doubleValue());
    return balance.divide(spend.max(BigInteger.ONE));
  }

  /** What accepted inferences really cost of late; before the first, or granted, the usual fee. */
  private BigInteger spend(Allora worker) {
    BigInteger usual = worker.facts().usualSpend();
    return worker.facts().granter().isPresent()
        ? usual
        : journal
            .history()
            .spendPerAccepted(worker.network().chainId(), worker.worker())
            .orElse(usual);
  }

  private String topics() {
    return each(
        id -> "topic " + id + " " + asked(() -> registered(id)) + ", " + accepted(id) + data(id));
  }

  private String data(long topic) {
    Optional<Duration> age = lateness.dataAge(topic);
    age.ifPresent(it -> meters.level("data.age.seconds", "topic", topic + "", it.toSeconds()));
    return age.map(it -> ", newest data " + it.toMinutes() + " min old").orElse("");
  }

  private String registered(long topic) {
    boolean registered = workers.of(topic).facts().registered(topic);
    meters.level("registered", "topic", topic + "", registered ? 1 : 0);
    return registered ? "registered" : "not registered";
  }

  private String accepted(long topic) {
    Allora allora = workers.of(topic);
    OptionalLong newest =
        journal.history().newestAccepted(allora.network().chainId(), topic, allora.worker());
    asked(() -> learned(topic));
    long since = late(topic);
    if (newest.isEmpty()) {
      return "none accepted yet";
    }
    meters.level("last.accepted.nonce", "topic", topic + "", newest.getAsLong());
    return "last accepted nonce " + newest.getAsLong() + ", " + since + " epochs ago";
  }

  private String learned(long topic) {
    lateness.learn(topic);
    return "";
  }

  private long late(long topic) {
    long since = lateness.epochs(topic);
    meters.level("epochs.since.accepted", "topic", topic + "", since);
    return since;
  }

  private String each(LongFunction<String> words) {
    return topics.ids().stream().map(words::apply).collect(Collectors.joining("; "));
  }

  private static String asked(Supplier<String> question) {
    try {
      return question.get();
    } catch (Failure e) {
      return "no answer";
    }
  }
}
