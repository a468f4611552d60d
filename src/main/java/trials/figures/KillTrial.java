package trials.figures;

import domain.Role;
import faults.KillExperiment;
import faults.KillOutcome;
import faults.KillOutcome.ProcessSignal;
import faults.engine.DaemonUnderTest;
import faults.engine.KillPoint;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import trials.worker.KillTestDaemon;
import trials.worker.SimulatedSettings;
import wallet.Wallet;

/** Kills daemon processes of this program at every kill point, in turn. */
public final class KillTrial {
  private static final List<String> SETTINGS =
      List.of("window.tick = 250ms", "settle.period = 250ms", "camel.management.enabled = false");

  private KillTrial() {}

  /** Plays each kill point {@code rounds} times, in turn, and prints a line for each kill. */
  public static List<KillOutcome> run(
      Path folder,
      Role role,
      ProcessSignal signal,
      List<KillPoint> cuts,
      int rounds,
      RandomGenerator random,
      PrintWriter say)
      throws Exception {
    String worker = Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address();
    AtomicReference<KillTestDaemon> subject = new AtomicReference<>();
    List<KillOutcome> all = new ArrayList<>();
    try (KillExperiment killing =
        new KillExperiment(
            worker,
            role,
            (devnet, server) -> {
              subject.set(
                  new KillTestDaemon(folder, devnet, settings(role, server))
                      .withPrefixCommand(signalResetCommand(signal)));
              return (DaemonUnderTest) subject.get();
            },
            random,
            signal)) {
      killing.startAndSettle();
      for (int round = 0; round < rounds; round++) {
        for (KillPoint cut : cuts) {
          all.add(killing.killInNextWindow(cut));
          say.println(toText(all.get(all.size() - 1)));
        }
      }
    } finally {
      subject.get().close();
    }
    return all;
  }

  /** A reputer gets the ground truth from a server, so that no window waits for it. */
  private static List<String> settings(Role role, URI server) {
    List<String> settings = new ArrayList<>(SETTINGS);
    if (role == Role.REPUTER) {
      settings.add("topic.67.role = reputer");
      settings.add("topic.67.horizon = 1h");
      settings.add("topic.67.ground-truth-url = " + server + "/truth/{TopicId}/{BlockHeight}");
    }
    return settings;
  }

  /**
   * A JVM keeps ignoring a signal that its parent ignored, so {@code env} restores the default
   * first.
   */
  private static List<String> signalResetCommand(ProcessSignal signal) {
    return signal.canBeIgnored() ? List.of("env", "--default-signal=HUP,INT") : List.of();
  }

  private static String toText(KillOutcome it) {
    return String.format(
        "%-18s ended in %.1f s%s  row %-9s %s  duplicates %d  %s  closed after %.1f s",
        it.killPoint().label(),
        it.timeToExit().toMillis() / 1000.0,
        it.endedAsExpected() ? "" : " WRONG EXIT",
        it.stateFound(),
        it.accepted() ? "accepted" : it.restartedInTime() ? "MISSED" : "too late",
        it.duplicates(),
        it.contradicted() ? "WRONG ROW" : it.reached() ? "row right" : "NOT KILLED",
        it.timeToSettle().toMillis() / 1000.0);
  }
}
