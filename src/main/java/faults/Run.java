package faults;

import devnet.Devnet;
import devnet.DevnetOptions;
import devnet.Judge.NonceRecord;
import devnet.ModelServer;
import devnet.TopicOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays a scenario: leaps from window to window, lets each be answered in its own time, and in the
 * end holds the worker's record against the network's. Only the latter says what was a hit.
 */
public final class Run implements AutoCloseable {
  /** Blocks that a window without a row, and one with an open row, may outlive its end. */
  private static final long UNSEEN = 20;

  private static final long UNSETTLED = 100;

  /** Longest real time for what is promised beside the rows, once these are closed. */
  private static final Duration HOPE = Duration.ofSeconds(60);

  /** Longest real time for one epoch. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Scenario scenario;
  private final long seed;
  private final Consumer<String> say;
  private final Leaping wall = new Leaping(InstantSource.system());
  private final DevnetOptions options;
  private final Devnet devnet;
  private final ModelServer model = new ModelServer();
  private final Host host;
  private final Worker worker;
  private final String address;
  private final List<Played> played = new ArrayList<>();

  private Run(Scenario scenario, Workers workers, long seed, Consumer<String> say)
      throws Exception {
    this.scenario = scenario;
    this.seed = seed;
    this.say = say;
    address = workers.address();
    options = scenario.world().options(address, seed).withWall(wall);
    devnet = Devnet.start(options);
    host = new Host(devnet, wall, workers, scenario.world(), model.node().uri());
    worker = workers.make(host.place());
  }

  /**
   * @param epochs how many, beside the calm ones; 0 for each once
   * @param say gets a line for each epoch
   */
  public static Result of(
      Scenario scenario, Workers workers, long seed, int epochs, Consumer<String> say)
      throws Exception {
    Instant begin = Instant.now();
    try (Run run = new Run(scenario, workers, seed, say)) {
      run.play(epochs == 0 ? scenario.steps().size() : epochs);
      return run.judged(Duration.between(begin, Instant.now()));
    }
  }

  private void play(int epochs) throws Exception {
    worker.start();
    play(Step.calm("before"), false);
    for (int epoch = 0; epoch < epochs; epoch++) {
      play(scenario.step(epoch), true);
    }
    if (worker.exit().isEmpty() && !played.get(played.size() - 1).step().expected().silent()) {
      play(Step.calm("after"), false);
    }
  }

  private void play(Step step, boolean counts) throws Exception {
    TopicOptions topic = options.topics().get(0);
    long nonce = topic.firstNonce() + played.size() * topic.epochLength();
    Stage stage =
        new Stage(devnet, model.node(), worker, host, address, nonce, seed * 31 + played.size());
    step.act().accept(stage);
    leapTo(Math.min(nonce, stage.agenda().next() < 0 ? nonce : stage.agenda().next()) - 1);
    watch(stage, step, nonce);
    stage.promises().await(HOPE);
    List<String> broken = stage.promises().broken();
    stage.heal();
    played.add(new Played(step, nonce, counts, worker.exit(), broken));
    say.accept(line(played.get(played.size() - 1)));
    stage.leftOut().forEach(it -> say.accept("  left out: " + it));
  }

  private void watch(Stage stage, Step step, long nonce) throws Exception {
    // in real time nothing is leapt over, and the first window is minutes away
    Duration ahead = options.blockTime().multipliedBy(Math.max(0, nonce - devnet.height()));
    Instant limit = Instant.now().plus(PATIENCE).plus(ahead);
    Instant since = Instant.now();
    List<Told> rows = recent();
    while (Instant.now().isBefore(limit) && !(stage.agenda().next() < 0 && over(nonce, rows))) {
      boolean acted = stage.agenda().proceed(devnet.height());
      boolean tried = tried(stage, step, Duration.between(since, Instant.now()), rows);
      if (acted || tried && devnet.height() >= nonce && leapTo(next(stage, step, nonce) - 1)) {
        since = Instant.now();
      }
      Thread.sleep(20);
      rows = recent();
    }
  }

  /** Where nothing happens before, or 0. */
  private long next(Stage stage, Step step, long nonce) {
    if (stage.agenda().next() >= 0) {
      return stage.agenda().next();
    }
    long end = options.topics().stream().mapToLong(TopicOptions::window).max().orElseThrow();
    return step.expected().lost() ? nonce + end - 3 : 0;
  }

  private boolean leapTo(long height) {
    long blocks = height - devnet.height();
    if (blocks < 1 || scenario.world().realTime()) {
      return false;
    }
    wall.leap(Duration.ofNanos((long) (blocks * options.blockTime().toNanos() / options.speed())));
    return true;
  }

  private boolean over(long nonce, List<Told> rows) {
    long height = devnet.height();
    return worker.exit().isPresent()
        || options.topics().stream()
            .allMatch(it -> over(it, nonce, told(it.id(), nonce, rows), height));
  }

  private boolean over(TopicOptions topic, long nonce, Told told, long height) {
    long end = nonce + topic.window();
    return told == null
        ? height > end + (worker.records() ? UNSEEN : 0)
        : height >= nonce && told.closed() || height > end + UNSETTLED;
  }

  private boolean tried(Stage stage, Step step, Duration time, List<Told> rows) {
    List<Told> mine =
        options.topics().stream().map(it -> told(it.id(), stage.nonce(), rows)).toList();
    return new Haste(stage, step.expected()).tried(mine, time);
  }

  private List<Told> recent() {
    return worker.told(4 * options.topics().size());
  }

  private static Told told(long topic, long nonce, List<Told> rows) {
    return rows.stream()
        .filter(it -> it.topic() == topic && it.nonce() == nonce)
        .findFirst()
        .orElse(null);
  }

  private String line(Played it) {
    List<String> words =
        seen(it, recent()).stream().map(seen -> seen.truth().topic() + " " + seen).toList();
    return "%-28s %s".formatted(it.step().label(), String.join("; ", words));
  }

  private List<Seen> seen(Played it, List<Told> rows) {
    return options.topics().stream()
        .flatMap(topic -> truth(topic.id(), it.nonce()).stream())
        .map(truth -> new Seen(truth, told(truth.topic(), truth.nonce(), rows), it.exit()))
        .toList();
  }

  private Optional<NonceRecord> truth(long topic, long nonce) {
    return devnet.judge().nonces(topic).stream().filter(it -> it.nonce() == nonce).findFirst();
  }

  private Result judged(Duration took) {
    Verdict verdict = new Verdict(scenario, seed, worker.records());
    List<Told> rows = worker.told(Integer.MAX_VALUE);
    played.forEach(it -> verdict.take(it, seen(it, rows)));
    return verdict.result(took);
  }

  @Override
  public void close() {
    try {
      worker.close();
    } finally {
      host.close();
      model.close();
      devnet.close();
    }
  }
}
