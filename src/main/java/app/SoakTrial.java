package app;

import devnet.Devnet;
import faults.Soaking;
import faults.Subject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import wallet.Wallet;

/** Runs one daemon process of this program through many epochs and measures its memory. */
final class SoakTrial {
  private static final int SAMPLES = 100;

  private SoakTrial() {}

  static Map<String, Object> run(Path folder, int epochs, PrintWriter say) throws Exception {
    String worker = Wallet.fromMnemonic(ChildSubject.WORDS.toCharArray()).address();
    int jmx = LocalPorts.freePort();
    AtomicReference<ChildSubject> subject = new AtomicReference<>();
    try (Soaking soaking =
        new Soaking(
            worker,
            devnet -> {
              subject.set(subject(folder, devnet, jmx));
              return (Subject) subject.get();
            })) {
      Process daemon = soaking.begin();
      try (MemoryProbe probe = new MemoryProbe(daemon.pid(), jmx)) {
        Growth growth = new Growth();
        growth.add(0, probe.look());
        Instant begin = Instant.now();
        int every = Math.max(10, epochs / SAMPLES);
        Soaking.Answered answered =
            soaking.run(
                epochs,
                epoch -> {
                  if (epoch % every == 0) {
                    growth.add(epoch, probe.look());
                    say.println(line(epoch, growth.newest(), begin));
                  }
                });
        return figures(answered, growth, Duration.between(begin, Instant.now()));
      }
    } finally {
      subject.get().close();
    }
  }

  /** As in production, with everything on that lives from one epoch to the next. */
  private static ChildSubject subject(Path folder, Devnet devnet, int jmx) {
    List<String> settings =
        List.of(
            "instance.speed = " + Soaking.SPEED,
            "alert.uri = log:alert",
            "camel.management.port = " + LocalPorts.freePort());
    return new ChildSubject(folder, devnet, settings)
        .with("JDK_JAVA_OPTIONS", "-Xmx512m " + MemoryProbe.options(jmx));
  }

  private static String line(int epoch, MemoryProbe.Memory memory, Instant begin) {
    return String.format(
        Locale.ROOT,
        "epoch %6d  heap after collection %6.2f MB  resident %6.1f MB  %.3f s an epoch",
        epoch,
        memory.heap() / 1e6,
        memory.resident() / 1e6,
        Duration.between(begin, Instant.now()).toMillis() / 1000.0 / epoch);
  }

  private static Map<String, Object> figures(
      Soaking.Answered answered, Growth growth, Duration took) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("epochs", answered.epochs());
    figures.put("hit", answered.hit());
    figures.put("doubles", answered.doubles());
    figures.put("seconds_an_epoch", took.toMillis() / 1000.0 / answered.epochs());
    figures.putAll(growth.figures());
    figures.put(
        "kept", answered.hit() == answered.epochs() && answered.doubles() == 0 && growth.flat());
    return figures;
  }
}
