package daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.server.FaultPolicy;
import host.LocalPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trials.worker.SimulatedSettings;
import wallet.Wallet;

/**
 * Processor time of a start, user and system, all threads. Not part of the build; run it with
 * {@code mvn package -DskipTests} and {@code mvn test -Dtest=StartBench}.
 */
class StartBench {
  private static final int STARTS = 11;

  private final Devnet devnet =
      Devnet.start(
          DevnetOptions.standard()
              .withStart(Instant.now())
              .withAccounts(
                  List.of(
                      GenesisAccount.fundedWorker(
                          Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray())
                              .address()))));

  @TempDir Path folder;

  @AfterEach
  void stop() {
    devnet.close();
  }

  /** The first start writes the class archive and does not count. */
  @Test
  void theArchiveAsksForWindowsWithinTwoSecondsOfProcessorTime() throws Exception {
    assertEquals(0, unpack(), "no target/dromedary-*.tar.gz: mvn package -DskipTests");
    untilFirstLook();
    double[] seconds = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      seconds[i] = untilFirstLook().toMillis() / 1000.0;
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "processor time to the first question for windows, %d starts: p50 %.2f s, %.2f to %.2f s%n",
        STARTS,
        seconds[STARTS / 2],
        seconds[0],
        seconds[STARTS - 1]);
    assertTrue(seconds[STARTS / 2] < 2);
  }

  private int unpack() throws Exception {
    String unpack = "tar xzf target/dromedary-*.tar.gz --strip-components=1 -C '%s'";
    return new ProcessBuilder("sh", "-c", unpack.formatted(folder)).inheritIO().start().waitFor();
  }

  private Duration untilFirstLook() throws Exception {
    CompletableFuture<Duration> spent = new CompletableFuture<>();
    Process daemon = start();
    devnet.restNodes().get(0).setFaultPolicy(noting(daemon.toHandle(), spent));
    try {
      return spent.get(2, TimeUnit.MINUTES);
    } finally {
      devnet.restNodes().get(0).setFaultPolicy(FaultPolicy.noFaults());
      daemon.destroyForcibly().waitFor();
    }
  }

  private static FaultPolicy noting(ProcessHandle daemon, CompletableFuture<Duration> spent) {
    return (method, path, count) -> {
      if (path.contains("/worker_submission_window_status/")) {
        spent.complete(daemon.info().totalCpuDuration().orElseThrow());
      }
      return new FaultPolicy.RequestAction.ReplyNormally();
    };
  }

  private Process start() throws IOException {
    Path program = folder.resolve("bin/dromedary");
    Stream<String> settings =
        Stream.of(
                "network.preset=devnet",
                "network.endpoints=rest+" + devnet.restUri(),
                "market.tiingo.url=" + devnet.marketUri(),
                "market.sources=tiingo",
                "instance.state-dir=" + folder.resolve("state"),
                "camel.management.port=" + LocalPorts.freePort())
            .flatMap(it -> Stream.of("--set", it));
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(program.toString(), "run"), settings).toList());
    builder.environment().put("MNEMONIC", SimulatedSettings.MNEMONIC);
    builder.environment().put("TIINGO_API_KEY", "test");
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
  }
}
