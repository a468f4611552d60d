package app;

import chain.Allora;
import domain.TopicSpec;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import wallet.KeySource;
import wallet.Mnemonic;
import wallet.Wallet;

/**
 * Looks at every precondition and goes on whatever it finds: what is missing hides nothing else.
 */
final class Doctor {
  private final Settings settings;
  private final Wiring wiring;
  private Instant now = Instant.now();
  private final List<Finding> findings = new ArrayList<>();

  Doctor(Settings settings) {
    this.settings = settings;
    this.wiring = new Wiring(settings, InstantSource.system());
  }

  /**
   * All findings, in the order of the pipeline.
   *
   * @param problems what was wrong with the configuration, of which the settings know nothing
   */
  List<Finding> look(List<String> problems) {
    configuration(problems);
    Optional<Wallet> wallet = key();
    network(wallet);
    see("market", () -> new MarketCheck(settings, now).findings());
    see("state", () -> new StateCheck(settings).findings());
    return List.copyOf(findings);
  }

  /** Worst exit code among the findings: the highest, which is the least fit for a restart. */
  static int code(List<Finding> findings) {
    return findings.stream().mapToInt(Finding::code).max().orElse(ExitCode.OK);
  }

  private void configuration(List<String> problems) {
    problems.forEach(
        it ->
            findings.add(
                Finding.fail("configuration", it, "correct the setting", ExitCode.CONFIGURATION)));
    if (problems.isEmpty()) {
      findings.add(Finding.ok("configuration", "state in " + settings.stateDir()));
    }
  }

  private Optional<Wallet> key() {
    try {
      KeySource.Found found = wiring.keySource().find();
      findings.add(Finding.ok("key", found.wallet() + " from " + found.origin()));
      found.warnings().forEach(it -> findings.add(Finding.warn("key", it, "move the file")));
      return Optional.of(found.wallet());
    } catch (RuntimeException e) {
      findings.add(Finding.of("key", e));
      return Optional.empty();
    }
  }

  /** Without a key the network is asked under one that nobody has. */
  private void network(Optional<Wallet> wallet) {
    try (Allora allora = wiring.allora(wallet.orElseGet(Doctor::nobody))) {
      NetworkCheck network = new NetworkCheck(settings, allora);
      see("endpoints", network::endpoints);
      now = new ChainClock(allora, settings.speed()).instant();
      see("emissions", network::emissions);
      WorkerCheck worker = new WorkerCheck(allora);
      see("account", () -> wallet.isPresent() ? worker.account() : noKey("account"));
      for (TopicSpec topic : settings.topics()) {
        TopicCheck check = new TopicCheck(settings, topic);
        String name = "topic " + topic.id();
        see(name, () -> check.declared(allora));
        see(name, () -> wallet.isPresent() ? worker.standing(topic.id()) : noKey(name));
        see("model of " + name, check::model);
      }
    } catch (RuntimeException e) {
      findings.add(Finding.of("network", e));
    }
  }

  private static Wallet nobody() {
    return Wallet.fromMnemonic(Mnemonic.generate(new SecureRandom()));
  }

  private static List<Finding> noKey(String name) {
    return List.of(Finding.unseen(name, "not looked at without a key"));
  }

  private void see(String name, Supplier<List<Finding>> check) {
    try {
      findings.addAll(check.get());
    } catch (RuntimeException e) {
      findings.add(Finding.of(name, e));
    }
  }
}
