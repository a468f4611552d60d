package doctor;

import base.ExitStatus;
import base.ParallelRequests;
import base.ParallelRequests.LateException;
import chain.AlloraClient;
import config.LegacyArguments;
import config.Settings;
import config.WalletSettings;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.TopicSpec;
import inference.ModelLimits;
import java.time.Duration;
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

/** Checks every precondition and continues after a failed one, so that no finding hides another. */
public final class Doctor {
  /**
   * Time limit of all checks that call other servers, side by side; starting and stopping come on
   * top.
   */
  private static final Duration LONGEST = Duration.ofSeconds(7);

  /** Time limit of checks on this host only, beside those of a model. */
  private static final Duration LONGEST_OWN = Duration.ofSeconds(40);

  private record RunningCheck(String name, Supplier<List<Finding>> result) {}

  private final Settings settings;
  private final ComponentFactory factory;
  private final WalletSettings wallets;
  private final List<Finding> findings = new ArrayList<>();
  private final List<RunningCheck> running = new ArrayList<>();
  private final List<AlloraClient> clients = new ArrayList<>();

  public Doctor(Settings settings) {
    this.settings = settings;
    this.factory = new ComponentFactory(settings, InstantSource.system());
    this.wallets = new WalletSettings(settings);
  }

  /**
   * Runs all checks.
   *
   * @param problems problems of the configuration, which the settings do not contain
   * @return findings in the order of the pipeline
   */
  public List<Finding> runChecks(List<String> problems) {
    checkConfiguration(problems);
    Map<String, Optional<Wallet>> keys = new LinkedHashMap<>();
    wallets.walletNames().forEach(name -> keys.put(name, checkKey(name)));
    try (ParallelRequests requests = new ParallelRequests("doctor", LONGEST)) {
      keys.forEach((name, wallet) -> checkNetwork(name, wallet, requests));
      ask("market", requests, () -> new MarketCheck(settings, chainTime(), requests).findings());
      begin("state", requests, LONGEST_OWN, () -> new StateCheck(settings).findings());
      running.forEach(this::collect);
    } finally {
      clients.forEach(AlloraClient::close);
    }
    return findings.stream().distinct().toList();
  }

  /**
   * The highest exit code among the findings, which is the least likely to pass after a restart.
   */
  public static int exitCode(List<Finding> findings) {
    return findings.stream().mapToInt(Finding::exitCode).max().orElse(ExitStatus.OK);
  }

  private void checkConfiguration(List<String> problems) {
    problems.forEach(
        it ->
            findings.add(
                Finding.fail(
                    "configuration", it, "correct the setting", ExitStatus.CONFIGURATION)));
    LegacyArguments.warnings(settings.environment())
        .forEach(it -> findings.add(Finding.warn("configuration", it, "correct or remove it")));
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

  /** Without a key, the network is queried with a random one. */
  private void checkNetwork(String name, Optional<Wallet> wallet, ParallelRequests requests) {
    try {
      AlloraClient allora =
          factory.alloraClient(wallet.orElseGet(WorkerClientFactory::randomWallet));
      clients.add(allora);
      if (name.equals(wallets.walletNames().get(0))) {
        NetworkCheck network = new NetworkCheck(settings, allora);
        ask("endpoints", requests, network::checkEndpoints);
        ask("emissions", requests, network::checkEmissions);
      }
      AccountCheck worker = new AccountCheck(allora);
      askWithKey("account", wallet, requests, worker::checkAccount);
      if (wallet.isPresent()) {
        ask("account", requests, worker::checkOwner);
        ask("fee granter", requests, worker::checkFeeGranter);
      }
      settings.topics().stream()
          .filter(it -> wallets.walletName(it.id()).equals(name))
          .forEach(it -> checkTopic(it, allora, wallet, requests));
    } catch (RuntimeException e) {
      running.add(new RunningCheck("network", () -> List.of(Finding.fromException("network", e))));
    }
  }

  private void checkTopic(
      TopicSpec topic, AlloraClient allora, Optional<Wallet> wallet, ParallelRequests requests) {
    TopicCheck check = new TopicCheck(settings, topic);
    String name = "topic " + topic.id();
    ask(name, requests, () -> check.checkDeclaration(allora));
    AccountCheck worker = new AccountCheck(allora);
    for (Role role : settings.roles(topic.id())) {
      askWithKey(name, wallet, requests, () -> worker.checkTopicAccess(topic.id(), role));
    }
    factory.reputerPlans().stream()
        .filter(it -> it.spec().id() == topic.id())
        .forEach(it -> askWithKey(name, wallet, requests, () -> worker.checkReputer(it)));
    String stakedOn = wallets.autoStakeTargets().get(topic.id());
    if (stakedOn != null) {
      askWithKey(name, wallet, requests, () -> worker.checkAutoStake(topic.id(), stakedOn));
    }
    if (settings.roles(topic.id()).contains(Role.WORKER)) {
      ModelLimits limits = settings.modelSettings().limits();
      Duration most = limits.check().plus(limits.answer().multipliedBy(2));
      begin("model of " + name, requests, most, check::checkModel);
      begin("forecast of " + name, requests, most, check::checkForecast);
    }
  }

  private Instant chainTime() {
    if (clients.isEmpty()) {
      return Instant.now();
    }
    ChainClock clock = new ChainClock(clients.get(0), settings.speed());
    try (ParallelRequests clocks = new ParallelRequests("doctor-clock", LONGEST.dividedBy(4))) {
      return clocks.ask(clock::instant, e -> Instant.now()).get();
    }
  }

  private void ask(String name, ParallelRequests requests, Supplier<List<Finding>> check) {
    running.add(new RunningCheck(name, requests.ask(check)));
  }

  private void askWithKey(
      String name,
      Optional<Wallet> wallet,
      ParallelRequests requests,
      Supplier<List<Finding>> check) {
    if (wallet.isPresent()) {
      ask(name, requests, check);
    } else {
      running.add(new RunningCheck(name, () -> skippedWithoutKey(name)));
    }
  }

  private void begin(
      String name, ParallelRequests requests, Duration most, Supplier<List<Finding>> check) {
    running.add(new RunningCheck(name, requests.begin(check, most)));
  }

  private static List<Finding> skippedWithoutKey(String name) {
    return List.of(Finding.skipped(name, "not checked: there is no key"));
  }

  private void collect(RunningCheck check) {
    try {
      findings.addAll(check.result().get());
    } catch (LateException e) {
      findings.add(Finding.skipped(check.name(), "not known: " + e.getMessage()));
    } catch (RuntimeException e) {
      Finding problem =
          isAlreadyReported(e)
              ? skippedWithoutNode(check.name())
              : Finding.fromException(check.name(), e);
      if (!findings.contains(problem)) {
        findings.add(problem);
      }
    }
  }

  /** Whether a finding about the nodes reports this failure already. */
  private boolean isAlreadyReported(RuntimeException e) {
    return e instanceof Failure failure
        && failure.reason() == FailureReason.NO_ENDPOINT
        && findings.stream()
            .anyMatch(it -> it.name().startsWith("endpoint ") && it.exitCode() != 0);
  }

  private static Finding skippedWithoutNode(String name) {
    return Finding.skipped(name, "not checked: no node replies");
  }
}
