package trials.figures;

import devnet.Devnet;
import faults.SoakExperiment;
import faults.engine.DaemonUnderTest;
import host.LocalPorts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import trials.figures.MemoryGrowth.MemoryProbe;
import trials.worker.KillTestDaemon;
import trials.worker.SimulatedSettings;
import wallet.Wallet;

/** Runs one daemon process of this program through many epochs and measures its memory. */
public final class SoakTrial {
  private static final int SAMPLES = 100;

  private SoakTrial() {}

  public static Map<String, Object> run(Path folder, int epochs, PrintWriter say) throws Exception {
    String worker = Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address();
    int jmx = LocalPorts.freePort();
    AtomicReference<KillTestDaemon> subject = new AtomicReference<>();
    try (SoakExperiment soaking =
        new SoakExperiment(
            worker,
            devnet -> {
              subject.set(buildSubject(folder, devnet, jmx));
              return (DaemonUnderTest) subject.get();
            })) {
      Process daemon = soaking.startAndWarmUp();
      try (MemoryProbe probe = new MemoryProbe(daemon.pid(), jmx)) {
        MemoryGrowth growth = new MemoryGrowth();
        growth.addSample(0, probe.measure());
        Instant begin = Instant.now();
        int every = Math.max(10, epochs / SAMPLES);
        SoakExperiment.SoakOutcome outcome =
            soaking.runEpochs(
                epochs,
                epoch -> {
                  if (epoch % every == 0) {
                    growth.addSample(epoch, probe.measure());
                    say.println(toText(epoch, growth.newestSample(), begin));
                  }
                });
        return toJsonFields(outcome, growth, Duration.between(begin, Instant.now()));
      }
    } finally {
      subject.get().close();
    }
  }

  /** With everything switched on that keeps state between epochs in production. */
  private static KillTestDaemon buildSubject(Path folder, Devnet devnet, int jmx) {
    List<String> settings =
        List.of(
            "instance.speed = " + SoakExperiment.SPEED,
            "alert.uri = log:alert",
            "camel.management.port = " + LocalPorts.freePort());
    return new KillTestDaemon(folder, devnet, settings)
        .withEnvironment("JDK_JAVA_OPTIONS", "-Xmx512m " + MemoryProbe.jvmOptions(jmx));
  }

  private static String toText(int epoch, MemoryProbe.ProcessMemory memory, Instant begin) {
    return String.format(
        Locale.ROOT,
        "epoch %6d  heap after collection %6.2f MB  resident %6.1f MB  %.3f s per epoch",
        epoch,
        memory.heapBytes() / 1e6,
        memory.residentBytes() / 1e6,
        Duration.between(begin, Instant.now()).toMillis() / 1000.0 / epoch);
  }

  private static Map<String, Object> toJsonFields(
      SoakExperiment.SoakOutcome outcome, MemoryGrowth growth, Duration took) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("epochs", outcome.epochs());
    figures.put("accepted", outcome.accepted());
    figures.put("duplicates", outcome.duplicates());
    figures.put("seconds_per_epoch", took.toMillis() / 1000.0 / outcome.epochs());
    figures.putAll(growth.toJsonFields());
    figures.put(
        "passed",
        outcome.accepted() == outcome.epochs() && outcome.duplicates() == 0 && growth.isFlat());
    return figures;
  }
}
