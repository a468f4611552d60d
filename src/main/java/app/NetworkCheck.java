package app;

import base.ExitCode;
import chain.Allora;
import chain.EndpointFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The nodes, what each of them really is, and this host's clock against the chain's. */
final class NetworkCheck {
  /** A block may be as old as this while all is well. */
  private static final Duration LATE = Duration.ofMinutes(1);

  /** No block is from the future; this much is forgiven to a clock. */
  private static final Duration EARLY = Duration.ofSeconds(10);

  private final Settings settings;
  private final Allora allora;

  NetworkCheck(Settings settings, Allora allora) {
    this.settings = settings;
    this.allora = allora;
  }

  List<Finding> endpoints() {
    List<EndpointFacts> all = allora.facts().endpoints();
    boolean someWell = all.stream().anyMatch(it -> it.well() && it.asked());
    List<Finding> findings = new ArrayList<>();
    all.forEach(it -> findings.add(endpoint(it, someWell || !it.asked())));
    newest(all).ifPresent(time -> findings.add(clock(time)));
    return findings;
  }

  private Finding endpoint(EndpointFacts it, boolean spared) {
    String name = "endpoint " + it.endpoint();
    if (it.well()) {
      return Finding.ok(name, wellness(it));
    }
    String mend =
        it.corrected()
            .map(right -> "write it as " + right)
            .orElse("replace it, or leave it out of network.endpoints");
    if (spared) {
      return Finding.warn(name, it.trouble(), mend);
    }
    boolean misled = it.corrected().isPresent() || !it.chainId().isEmpty();
    int code = misled ? ExitCode.CONFIGURATION : ExitCode.UNREACHABLE;
    return Finding.fail(name, it.trouble(), mend, code);
  }

  private static String wellness(EndpointFacts it) {
    String version = it.version().isEmpty() ? "" : ", version " + it.version();
    return "%s at height %d, %d blocks behind the best%s"
        .formatted(it.chainId(), it.height(), it.lag(), version);
  }

  private static Optional<Instant> newest(List<EndpointFacts> all) {
    return all.stream()
        .filter(EndpointFacts::well)
        .flatMap(it -> it.time().stream())
        .max(Instant::compareTo);
  }

  private Finding clock(Instant block) {
    if (allora.network().simulated()) {
      return Finding.ok("clock", "a simulated chain keeps its own time, now " + block);
    }
    Duration ahead = Duration.between(block, Instant.now());
    if (ahead.compareTo(EARLY.negated()) < 0) {
      return Finding.fail(
          "clock",
          "this host is " + -ahead.toSeconds() + " s behind the newest block",
          "set the clock, e.g. with chrony or systemd-timesyncd",
          ExitCode.OPERATOR);
    }
    if (ahead.compareTo(LATE) > 0) {
      return Finding.warn(
          "clock",
          "the newest block is " + ahead.toSeconds() + " s old",
          "check this host's clock; if it is right, the chain stands still");
    }
    return Finding.ok("clock", "the newest block is " + ahead.toSeconds() + " s old");
  }

  List<Finding> emissions() {
    return List.of(
        Finding.ok(
            "emissions",
            "%s, a block every %.1f s of chain time, speed %s"
                .formatted(
                    allora.facts().emissions().label(),
                    allora.facts().blockTime().toMillis() / 1000.0,
                    settings.speed())));
  }
}
