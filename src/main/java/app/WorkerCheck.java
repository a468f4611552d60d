package app;

import base.ExitCode;
import chain.Account;
import chain.Allora;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The worker's account: what it holds, how long that lasts, and where it may answer. */
final class WorkerCheck {
  /** A week of hourly epochs. */
  private static final BigInteger SHORT = BigInteger.valueOf(168);

  private final Allora allora;

  WorkerCheck(Allora allora) {
    this.allora = allora;
  }

  List<Finding> account() {
    Account account = allora.account();
    BigInteger spend = allora.facts().usualSpend();
    BigInteger runway = account.balance().divide(spend.max(BigInteger.ONE));
    String sentence =
        "%s has %s uallo; at %s uallo an epoch that lasts %s epochs"
            .formatted(account.address(), account.balance(), spend, runway);
    String mend = "send ALLO to " + account.address();
    if (runway.signum() == 0) {
      return List.of(Finding.fail("account", sentence, mend, ExitCode.KEY));
    }
    return List.of(
        runway.compareTo(SHORT) < 0
            ? Finding.warn("account", sentence, mend)
            : Finding.ok("account", sentence));
  }

  /** Who pays the fees, where it is not the worker. */
  List<Finding> granter() {
    return allora.facts().granter().map(this::granter).stream().toList();
  }

  private Finding granter(String granter) {
    return allora.facts().granted()
        ? Finding.ok("fee granter", granter + " pays the fees")
        : Finding.fail(
            "fee granter",
            granter + " has granted nothing to " + allora.worker(),
            "let it grant an allowance, or empty network.fee-granter",
            ExitCode.KEY);
  }

  List<Finding> standing(long topic) {
    String name = "topic " + topic;
    List<Finding> findings = new ArrayList<>();
    findings.add(
        allora.facts().whitelisted(topic)
            ? Finding.ok(name, "this worker may submit")
            : Finding.fail(
                name,
                allora.worker() + " is not on the whitelist",
                "ask the topic's owner",
                ExitCode.KEY));
    findings.add(
        allora.facts().registered(topic)
            ? Finding.ok(name, "this worker is registered")
            : Finding.fail(
                name,
                allora.worker() + " is not registered",
                "run: dromedary register --topic-id " + topic,
                ExitCode.KEY));
    return findings;
  }

  /** Whoever registered the worker decided who gets what it earns. */
  List<Finding> owner() {
    String owner = allora.facts().owner();
    return owner.equals(allora.worker())
        ? List.of()
        : List.of(
            Finding.warn(
                "account",
                owner + " owns the registration of " + allora.worker() + " and gets its rewards",
                "if that is not yours, use another wallet"));
  }
}
