package doctor;

import base.ExitStatus;
import chain.AlloraClient;
import chain.model.EndpointReport;
import config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the nodes, their kind and chain, and this host's clock against the chain's. */
final class NetworkCheck {
  /** Largest age of the newest block on a healthy chain. */
  private static final Duration LATE = Duration.ofMinutes(1);

  /** Largest time of a block ahead of this host's clock. */
  private static final Duration EARLY = Duration.ofSeconds(10);

  private final Settings settings;
  private final AlloraClient allora;

  NetworkCheck(Settings settings, AlloraClient allora) {
    this.settings = settings;
    this.allora = allora;
  }

  List<Finding> checkEndpoints() {
    List<EndpointReport> all = allora.networkInfo().checkEndpoints();
    boolean someWell = all.stream().anyMatch(it -> it.isHealthy() && it.isQueried());
    List<Finding> findings = new ArrayList<>();
    all.forEach(it -> findings.add(endpointFinding(it, someWell || !it.isQueried())));
    newestBlockTime(all).ifPresent(time -> findings.add(clockFinding(time)));
    return findings;
  }

  private Finding endpointFinding(EndpointReport it, boolean spared) {
    String name = "endpoint " + it.endpoint();
    if (it.isHealthy()) {
      return Finding.ok(name, describeHealthy(it));
    }
    String fix =
        it.suggestedEndpoint()
            .map(right -> "write it as " + right)
            .orElse("replace it, or leave it out of network.endpoints");
    if (spared) {
      return Finding.warn(name, it.fault(), fix);
    }
    boolean misled = it.suggestedEndpoint().isPresent() || !it.chainId().isEmpty();
    int code = misled ? ExitStatus.CONFIGURATION : ExitStatus.UNREACHABLE;
    return Finding.fail(name, it.fault(), fix, code);
  }

  private static String describeHealthy(EndpointReport it) {
    String version = it.version().isEmpty() ? "" : ", version " + it.version();
    return "%s at height %d, %d blocks behind the best%s"
        .formatted(it.chainId(), it.height(), it.lagBlocks(), version);
  }

  private static Optional<Instant> newestBlockTime(List<EndpointReport> all) {
    return all.stream()
        .filter(EndpointReport::isHealthy)
        .flatMap(it -> it.time().stream())
        .max(Instant::compareTo);
  }

  private Finding clockFinding(Instant block) {
    if (allora.network().allowsSimulatedData()) {
      return Finding.ok("clock", "a simulated chain keeps its own time, now " + block);
    }
    Duration ahead = Duration.between(block, Instant.now());
    if (ahead.compareTo(EARLY.negated()) < 0) {
      return Finding.fail(
          "clock",
          "this host is " + -ahead.toSeconds() + " s behind the newest block",
          "set the clock, e.g. with chrony or systemd-timesyncd",
          ExitStatus.OPERATOR);
    }
    if (ahead.compareTo(LATE) > 0) {
      return Finding.warn(
          "clock",
          "the newest block is " + ahead.toSeconds() + " s old",
          "check this host's clock; if it is right, the chain has halted");
    }
    return Finding.ok("clock", "the newest block is " + ahead.toSeconds() + " s old");
  }

  List<Finding> checkEmissions() {
    return List.of(
        Finding.ok(
            "emissions",
            "%s, a block every %.1f s of chain time, speed %s"
                .formatted(
                    allora.networkInfo().emissionsVersion().label(),
                    allora.networkInfo().blockTime().toMillis() / 1000.0,
                    settings.speed())));
  }
}
