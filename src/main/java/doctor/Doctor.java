package doctor;

import base.ExitStatus;
import chain.AlloraClient;
import config.Settings;
import config.WalletSettings;
import domain.Failure;
import domain.FailureReason;
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
import wiring.ChainClock;
import wiring.ComponentFactory;
import wiring.WorkerClientFactory;

/**
 * Looks at every precondition and goes on whatever it finds: what is missing hides nothing else.
 */
public final class Doctor {
  private final Settings settings;
  private final ComponentFactory factory;
  private final WalletSettings wallets;
  private Instant now = Instant.now();
  private final List<Finding> findings = new ArrayList<>();

  public Doctor(Settings settings) {
    this.settings = settings;
    this.factory = new ComponentFactory(settings, InstantSource.system());
    this.wallets = new WalletSettings(settings);
  }

  /**
   * All findings, in the order of the pipeline.
   *
   * @param problems what was wrong with the configuration, of which the settings know nothing
   */
  public List<Finding> runChecks(List<String> problems) {
    checkConfiguration(problems);
    Map<String, Optional<Wallet>> keys = new LinkedHashMap<>();
    wallets.walletNames().forEach(name -> keys.put(name, checkKey(name)));
    keys.forEach(this::checkNetwork);
    runCheck("market", () -> new MarketCheck(settings, now).findings());
    runCheck("state", () -> new StateCheck(settings).findings());
    return List.copyOf(findings);
  }

  /** Worst exit code among the findings: the highest, which is the least fit for a restart. */
  public static int exitCode(List<Finding> findings) {
    return findings.stream().mapToInt(Finding::exitCode).max().orElse(ExitStatus.OK);
  }

  private void checkConfiguration(List<String> problems) {
    problems.forEach(
        it ->
            findings.add(
                Finding.fail(
                    "configuration", it, "correct the setting", ExitStatus.CONFIGURATION)));
    if (problems.isEmpty()) {
      findings.add(Finding.ok("configuration", "state in " + settings.stateDir()));
    }
  }

  private Optional<Wallet> checkKey(String name) {
    String key = name.isEmpty() ? "key" : "key of " + name;
    try {
      KeySource.FoundKey found = wallets.keySource(name).find();
      findings.add(Finding.ok(key, found.wallet() + " from " + found.origin()));
      found.warnings().forEach(it -> findings.add(Finding.warn(key, it, "move the file")));
      return Optional.of(found.wallet());
    } catch (RuntimeException e) {
      findings.add(Finding.fromException(key, e));
      return Optional.empty();
    }
  }

  /** Without a key the network is asked under one that nobody has. */
  private void checkNetwork(String name, Optional<Wallet> wallet) {
    try (AlloraClient allora =
        factory.alloraClient(wallet.orElseGet(WorkerClientFactory::randomWallet))) {
      if (name.equals(wallets.walletNames().get(0))) {
        checkChain(allora);
      }
      WorkerCheck worker = new WorkerCheck(allora);
      runCheck(
          "account",
          () -> wallet.isPresent() ? worker.checkAccount() : skippedWithoutKey("account"));
      runCheck("account", () -> wallet.isPresent() ? worker.checkOwner() : List.of());
      runCheck("fee granter", () -> wallet.isPresent() ? worker.checkFeeGranter() : List.of());
      settings.topics().stream()
          .filter(it -> wallets.walletName(it.id()).equals(name))
          .forEach(it -> checkTopic(it, allora, wallet.map(key -> worker)));
    } catch (RuntimeException e) {
      findings.add(Finding.fromException("network", e));
    }
  }

  private void checkChain(AlloraClient allora) {
    NetworkCheck network = new NetworkCheck(settings, allora);
    runCheck("endpoints", network::checkEndpoints);
    now = new ChainClock(allora, settings.speed()).instant();
    runCheck("emissions", network::checkEmissions);
  }

  private void checkTopic(TopicSpec topic, AlloraClient allora, Optional<WorkerCheck> worker) {
    TopicCheck check = new TopicCheck(settings, topic);
    String name = "topic " + topic.id();
    runCheck(name, () -> check.checkDeclaration(allora));
    runCheck(
        name,
        () ->
            worker
                .map(it -> it.checkTopicAccess(topic.id()))
                .orElseGet(() -> skippedWithoutKey(name)));
    runCheck("model of " + name, check::checkModel);
  }

  private static List<Finding> skippedWithoutKey(String name) {
    return List.of(Finding.skipped(name, "not looked at without a key"));
  }

  private void runCheck(String name, Supplier<List<Finding>> check) {
    try {
      findings.addAll(check.get());
    } catch (RuntimeException e) {
      Finding problem =
          isAlreadyReported(e) ? skippedWithoutNode(name) : Finding.fromException(name, e);
      if (!findings.contains(problem)) {
        findings.add(problem);
      }
    }
  }

  /** Whether the nodes themselves have a finding that says it already. */
  private boolean isAlreadyReported(RuntimeException e) {
    return e instanceof Failure failure
        && failure.reason() == FailureReason.NO_ENDPOINT
        && findings.stream()
            .anyMatch(it -> it.name().startsWith("endpoint ") && it.exitCode() != 0);
  }

  private static Finding skippedWithoutNode(String name) {
    return Finding.skipped(name, "not looked at without a node that answers");
  }
}
