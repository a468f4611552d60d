package faults;

import devnet.Devnet;
import devnet.SimulatedModelServer;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisTopic;
import devnet.ledger.SubmissionRecorder.NonceRecord;
import faults.ScenarioEvaluator.PlayedEpoch;
import faults.engine.EpochContext;
import faults.engine.RoleWindow;
import faults.engine.Scenario;
import faults.engine.Scenario.ScenarioEpoch;
import faults.engine.ScenarioSetup;
import faults.engine.SimulatedHost;
import faults.engine.SimulatedHost.SkippingClock;
import faults.engine.WindowExpectation.WindowOutcome;
import faults.engine.WorkerUnderTest;
import faults.engine.WorkerUnderTest.ReportedWindow;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays a scenario: skips from window to window, lets the worker submit to each in real time, and
 * then compares the worker's record with the network's. Only the network's record decides what was
 * accepted.
 */
public final class ScenarioRun implements AutoCloseable {
  /** Longest real time for side conditions, once the rows are closed. */
  private static final Duration SIDE_CONDITION_TIMEOUT = Duration.ofSeconds(60);

  /** Longest real time for one epoch. */
  private static final Duration EPOCH_TIMEOUT = Duration.ofMinutes(3);

  private final Scenario scenario;
  private final long seed;
  private final Consumer<String> say;
  private final SkippingClock wallClock = new SkippingClock(InstantSource.system());
  private final DevnetOptions options;
  private final Devnet devnet;
  private final SimulatedModelServer model = new SimulatedModelServer();
  private final SimulatedHost host;
  private final WorkerUnderTest worker;
  private final String address;
  private final List<PlayedEpoch> played = new ArrayList<>();

  /** Epochs that began before the last one, in which no window could open, was over. */
  private int unplayed;

  private ScenarioRun(
      Scenario scenario, WorkerUnderTestFactory workers, long seed, Consumer<String> say)
      throws Exception {
    this.scenario = scenario;
    this.seed = seed;
    this.say = say;
    address = workers.accountAddress();
    options = scenario.setup().devnetOptions(address, seed).withWallClock(wallClock);
    devnet = Devnet.start(options);
    host = new SimulatedHost(devnet, wallClock, workers, scenario.setup(), model.server().uri());
    worker = workers.create(host.workerEnvironment());
  }

  /**
   * Plays a scenario.
   *
   * @param epochs number of epochs, without those before and after; 0 plays each epoch of the
   *     scenario once
   * @param say receives a line for each epoch
   * @throws Exception if the worker or an action of the scenario fails
   */
  public static ScenarioResult run(
      Scenario scenario,
      WorkerUnderTestFactory workers,
      long seed,
      int epochs,
      Consumer<String> say)
      throws Exception {
    Instant begin = Instant.now();
    try (ScenarioRun run = new ScenarioRun(scenario, workers, seed, say)) {
      run.play(epochs == 0 ? scenario.epochs().size() : epochs);
      return run.buildResult(Duration.between(begin, Instant.now()));
    }
  }

  private void play(int epochs) throws Exception {
    worker.start();
    play(scenario.before(), false);
    for (int epoch = 0; epoch < epochs; epoch++) {
      play(scenario.epochAt(epoch), true);
    }
    if (worker.exitCode().isEmpty()
        && !played.get(played.size() - 1).epoch().expectation().workerSilent()) {
      play(ScenarioEpoch.withoutFaults("after"), false);
    }
  }

  private void play(ScenarioEpoch step, boolean counts) throws Exception {
    GenesisTopic topic = options.topics().get(0);
    long first = ScenarioSetup.firstEpoch(topic, scenario.setup().roles());
    long nonce = first + (played.size() + unplayed) * topic.epochLength();
    while (nonce <= devnet.height() && !couldOpen()) {
      unplayed++;
      nonce += topic.epochLength();
    }
    EpochContext epoch =
        new EpochContext(
            devnet,
            model.server(),
            worker,
            host,
            address,
            scenario.setup().windowsAt(nonce).get(0),
            nonce,
            seed * 31 + played.size());
    step.action().accept(epoch);
    skipToHeight(
        Math.min(
                nonce,
                epoch.scheduledActions().nextHeight() < 0
                    ? nonce
                    : epoch.scheduledActions().nextHeight())
            - 1);
    waitForWindows(epoch, step, nonce);
    epoch.sideConditions().awaitAll(SIDE_CONDITION_TIMEOUT);
    List<String> violations = epoch.sideConditions().violations();
    epoch.cleanUp();
    played.add(new PlayedEpoch(step, nonce, counts, worker.exitCode(), violations));
    say.accept(toText(played.get(played.size() - 1)));
    epoch.skippedParts().forEach(it -> say.accept("  skipped: " + it));
  }

  /** Whether a window that is due by now has opened: in the last epoch none was to open. */
  private boolean couldOpen() {
    return played.isEmpty() || played.get(played.size() - 1).epoch().expectation().windowOpens();
  }

  private void waitForWindows(EpochContext epoch, ScenarioEpoch step, long nonce) throws Exception {
    SkipAheadPolicy policy =
        new SkipAheadPolicy(epoch, step.expectation(), scenario.setup().windowsAt(nonce));
    // no time is skipped in real time, and the first window is minutes away
    Duration ahead = options.blockTime().multipliedBy(Math.max(0, nonce - devnet.height()));
    Instant limit = Instant.now().plus(EPOCH_TIMEOUT).plus(ahead);
    Instant since = Instant.now();
    List<ReportedWindow> rows = recentReports();
    while (Instant.now().isBefore(limit)
        && !(epoch.scheduledActions().nextHeight() < 0 && policy.isSettled(rows))) {
      boolean acted = epoch.scheduledActions().runDue(devnet.height());
      if (worker.exitCode().isPresent()) {
        skipToHeight(nonce); // its window opens nevertheless, and nobody waits for it
      }
      boolean tried = policy.hasNothingLeftToTry(rows, Duration.between(since, Instant.now()));
      if (acted || tried && devnet.height() >= nonce && skipToHeight(policy.nextHeight() - 1)) {
        since = Instant.now();
      }
      Thread.sleep(50);
      List<ReportedWindow> newest = recentReports();
      if (newest.size() != rows.size()) {
        since = Instant.now(); // the worker has only now begun with one of the windows
      }
      rows = newest;
    }
  }

  private boolean skipToHeight(long height) {
    long blocks = height - devnet.height();
    if (blocks < 1 || scenario.setup().isRealTime()) {
      return false;
    }
    wallClock.skip(
        Duration.ofNanos((long) (blocks * options.blockTime().toNanos() / options.speed())));
    return true;
  }

  private List<ReportedWindow> recentReports() {
    return worker.reportedWindows(4 * scenario.setup().windowsAt(0).size());
  }

  private String toText(PlayedEpoch it) {
    List<String> windows =
        outcomes(it, recentReports()).stream()
            .map(seen -> name(seen.networkRecord()) + " " + seen)
            .toList();
    return "%-28s %s".formatted(it.epoch().label(), String.join("; ", windows));
  }

  private String name(NonceRecord window) {
    boolean one = scenario.setup().roles().size() == 1;
    return window.topicId() + (one ? "" : " " + window.role().label());
  }

  private List<WindowOutcome> outcomes(PlayedEpoch it, List<ReportedWindow> rows) {
    return scenario.setup().windowsAt(it.nonce()).stream()
        .flatMap(window -> outcome(window, it, rows).stream())
        .toList();
  }

  private Optional<WindowOutcome> outcome(
      RoleWindow window, PlayedEpoch it, List<ReportedWindow> rows) {
    return window
        .networkRecord(devnet)
        .map(
            truth ->
                new WindowOutcome(truth, SkipAheadPolicy.reportFor(window, rows), it.exitCode()));
  }

  private ScenarioResult buildResult(Duration took) {
    ScenarioEvaluator evaluator = new ScenarioEvaluator(scenario, seed, worker.keepsRecord());
    List<ReportedWindow> rows = worker.reportedWindows(Integer.MAX_VALUE);
    played.forEach(it -> evaluator.add(it, outcomes(it, rows)));
    return evaluator.result(took);
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
