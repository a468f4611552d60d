package app;

import faults.Cut;
import faults.Killing;
import faults.Outcome;
import faults.Subject;
import faults.Weapon;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import wallet.Wallet;

/** Kills daemon processes of this program at every point of their cycle, in turn. */
final class KillTrial {
  private static final List<String> SETTINGS =
      List.of("window.tick = 250ms", "settle.period = 250ms", "camel.management.enabled = false");

  private KillTrial() {}

  /** Each point {@code rounds} times, in turn; a line for each kill. */
  static List<Outcome> run(
      Path folder,
      Weapon weapon,
      List<Cut> cuts,
      int rounds,
      RandomGenerator random,
      PrintWriter say)
      throws Exception {
    String worker = Wallet.fromMnemonic(ChildSubject.WORDS.toCharArray()).address();
    AtomicReference<ChildSubject> subject = new AtomicReference<>();
    List<Outcome> all = new ArrayList<>();
    try (Killing killing =
        new Killing(
            worker,
            devnet -> {
              subject.set(new ChildSubject(folder, devnet, SETTINGS).behind(before(weapon)));
              return (Subject) subject.get();
            },
            random,
            weapon)) {
      killing.begin();
      for (int round = 0; round < rounds; round++) {
        for (Cut cut : cuts) {
          all.add(killing.kill(cut));
          say.println(line(all.get(all.size() - 1)));
        }
      }
    } finally {
      subject.get().close();
    }
    return all;
  }

  /** A JVM leaves a signal ignored that was so when it began. */
  private static List<String> before(Weapon weapon) {
    return weapon.maskable() ? List.of("env", "--default-signal=HUP,INT") : List.of();
  }

  private static String line(Outcome it) {
    return String.format(
        "%-18s ended in %.1f s%s  row %-9s %s  doubles %d  %s  closed after %.1f s",
        it.cut().label(),
        it.dying().toMillis() / 1000.0,
        it.orderly() ? "" : " WRONG EXIT",
        it.found(),
        it.hit() ? "hit" : it.inTime() ? "MISSED" : "too late",
        it.doubles(),
        it.wrong() ? "WRONG ROW" : it.reached() ? "row right" : "NOT KILLED",
        it.took().toMillis() / 1000.0);
  }
}
