package app;

import base.ExitCode;
import chain.Allora;
import domain.Failure;
import domain.Reason;
import domain.TopicSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import wallet.KeySource;
import wallet.Wallet;

/**
 * Looks at every precondition and goes on whatever it finds: what is missing hides nothing else.
 */
final class Doctor {
  private final Settings settings;
  private final Wiring wiring;
  private final Wallets wallets;
  private Instant now = Instant.now();
  private final List<Finding> findings = new ArrayList<>();

  Doctor(Settings settings) {
    this.settings = settings;
    this.wiring = new Wiring(settings, InstantSource.system());
    this.wallets = new Wallets(settings);
  }

  /**
   * All findings, in the order of the pipeline.
   *
   * @param problems what was wrong with the configuration, of which the settings know nothing
   */
  List<Finding> look(List<String> problems) {
    configuration(problems);
    Map<String, Optional<Wallet>> keys = new LinkedHashMap<>();
    wallets.names().forEach(name -> keys.put(name, key(name)));
    keys.forEach(this::network);
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

  private Optional<Wallet> key(String name) {
    String key = name.isEmpty() ? "key" : "key of " + name;
    try {
      KeySource.Found found = wallets.source(name).find();
      findings.add(Finding.ok(key, found.wallet() + " from " + found.origin()));
      found.warnings().forEach(it -> findings.add(Finding.warn(key, it, "move the file")));
      return Optional.of(found.wallet());
    } catch (RuntimeException e) {
      findings.add(Finding.of(key, e));
      return Optional.empty();
    }
  }

  /** Without a key the network is asked under one that nobody has. */
  private void network(String name, Optional<Wallet> wallet) {
    try (Allora allora = wiring.allora(wallet.orElseGet(WorkerClientFactory::nobody))) {
      if (name.equals(wallets.names().get(0))) {
        chain(allora);
      }
      WorkerCheck worker = new WorkerCheck(allora);
      see("account", () -> wallet.isPresent() ? worker.account() : noKey("account"));
      see("account", () -> wallet.isPresent() ? worker.owner() : List.of());
      see("fee granter", () -> wallet.isPresent() ? worker.granter() : List.of());
      settings.topics().stream()
          .filter(it -> wallets.name(it.id()).equals(name))
          .forEach(it -> topic(it, allora, wallet.map(key -> worker)));
    } catch (RuntimeException e) {
      findings.add(Finding.of("network", e));
    }
  }

  private void chain(Allora allora) {
    NetworkCheck network = new NetworkCheck(settings, allora);
    see("endpoints", network::endpoints);
    now = new ChainClock(allora, settings.speed()).instant();
    see("emissions", network::emissions);
  }

  private void topic(TopicSpec topic, Allora allora, Optional<WorkerCheck> worker) {
    TopicCheck check = new TopicCheck(settings, topic);
    String name = "topic " + topic.id();
    see(name, () -> check.declared(allora));
    see(name, () -> worker.map(it -> it.standing(topic.id())).orElseGet(() -> noKey(name)));
    see("model of " + name, check::model);
  }

  private static List<Finding> noKey(String name) {
    return List.of(Finding.unseen(name, "not looked at without a key"));
  }

  private void see(String name, Supplier<List<Finding>> check) {
    try {
      findings.addAll(check.get());
    } catch (RuntimeException e) {
      Finding trouble = told(e) ? noNode(name) : Finding.of(name, e);
      if (!findings.contains(trouble)) {
        findings.add(trouble);
      }
    }
  }

  /** Whether the nodes themselves have a finding that says it already. */
  private boolean told(RuntimeException e) {
    return e instanceof Failure failure
        && failure.reason() == Reason.NO_ENDPOINT
        && findings.stream().anyMatch(it -> it.name().startsWith("endpoint ") && it.code() != 0);
  }

  private static Finding noNode(String name) {
    return Finding.unseen(name, "not looked at without a node that answers");
  }
}
