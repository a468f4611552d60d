package doctor;

import base.ExitStatus;
import base.ReadableUnits;
import chain.AccountOperations.StakeStatus;
import chain.AlloraClient;
import chain.model.WorkerAccount;
import domain.Role;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import routes.reputer.LossStep;
import routes.reputer.ReputerPlan;

/** Checks the worker's account: balance, runway, and the topics to which it may submit. */
final class AccountCheck {
  /** Epochs of a runway that is short: a week of hourly epochs. */
  private static final BigInteger SHORT_RUNWAY = BigInteger.valueOf(168);

  private final AlloraClient allora;

  AccountCheck(AlloraClient allora) {
    this.allora = allora;
  }

  List<Finding> checkAccount() {
    WorkerAccount account = allora.account();
    BigInteger spend = allora.networkInfo().typicalSubmissionCost();
    BigInteger runway = account.balance().divide(spend.max(BigInteger.ONE));
    String sentence =
        "%s has %s; at %s an epoch that lasts %s epochs"
            .formatted(
                account.address(),
                ReadableUnits.amount(account.balance()),
                ReadableUnits.amount(spend),
                runway);
    String fix = "send ALLO to " + account.address() + ", on a test network with dromedary faucet";
    if (runway.signum() == 0) {
      return List.of(Finding.fail("account", sentence, fix, ExitStatus.KEY));
    }
    return List.of(
        runway.compareTo(SHORT_RUNWAY) < 0
            ? Finding.warn("account", sentence, fix)
            : Finding.ok("account", sentence));
  }

  /** Checks the fee granter, if one is set. */
  List<Finding> checkFeeGranter() {
    return allora.networkInfo().feeGranter().map(this::checkFeeGranter).stream().toList();
  }

  private Finding checkFeeGranter(String granter) {
    return allora.networkInfo().hasFeeGrant()
        ? Finding.ok("fee granter", granter + " pays the fees")
        : Finding.fail(
            "fee granter",
            granter + " has granted nothing to " + allora.workerAddress(),
            "let it grant an allowance, or empty network.fee-granter",
            ExitStatus.KEY);
  }

  List<Finding> checkTopicAccess(long topic, Role role) {
    String name = "topic " + topic;
    List<Finding> findings = new ArrayList<>();
    findings.add(
        allora.networkInfo().isWhitelisted(topic, role)
            ? Finding.ok(name, "this " + role.label() + " may submit")
            : Finding.fail(
                name,
                allora.workerAddress() + " is not on the whitelist",
                "ask the topic's owner",
                ExitStatus.KEY));
    findings.add(
        allora.networkInfo().isRegistered(topic, role)
            ? Finding.ok(name, "this " + role.label() + " is registered")
            : Finding.fail(
                name,
                allora.workerAddress() + " is not registered as " + role.label(),
                "run: dromedary register --role %s --topic-id %d".formatted(role.label(), topic),
                ExitStatus.KEY));
    return findings;
  }

  /**
   * Checks whether a reputer's stake is sufficient, and whether its topic's losses can be computed.
   */
  List<Finding> checkReputer(ReputerPlan plan) {
    long topic = plan.spec().id();
    String name = "stake in topic " + topic;
    StakeStatus stake = allora.accountOperations().readStake(topic);
    String sentence =
        "%s own and %s delegated, the minimum is %s"
            .formatted(
                ReadableUnits.amount(stake.own()),
                ReadableUnits.amount(stake.delegated()),
                ReadableUnits.amount(stake.minimum()));
    String method = allora.reputer().lossMethod(topic);
    String computed =
        plan.lossService().isPresent()
            ? "as loss-url computes it"
            : "reported " + LossStep.requireFunction(plan, method).unit();
    return List.of(
        stake.enough()
            ? Finding.ok(name, sentence)
            : Finding.fail(
                name,
                sentence,
                "run: dromedary stake add AMOUNT --topic-id " + topic,
                ExitStatus.KEY),
        Finding.ok(
            "losses of topic " + topic,
            "method "
                + method
                + " "
                + computed
                + ", ground truth from "
                + (plan.groundTruth().isPresent() ? "ground-truth-url" : "market prices")));
  }

  /**
   * Checks whom a worker's rewards are delegated to.
   *
   * @param target a reputer's address; empty for the wallet's own stake
   */
  List<Finding> checkAutoStake(long topic, String target) {
    String reputer = target.isEmpty() ? allora.workerAddress() : target;
    String name = "auto-stake of topic " + topic;
    return List.of(
        allora.reputer().isRegisteredReputer(topic, reputer)
            ? Finding.ok(name, "rewards go to the stake upon " + reputer)
            : Finding.fail(
                name,
                reputer + " is no reputer of the topic, so rewards cannot be staked upon it",
                "correct topic." + topic + ".auto-stake",
                ExitStatus.CONFIGURATION));
  }

  /** Checks the owner of the registration, who receives the worker's rewards. */
  List<Finding> checkOwner() {
    String owner = allora.networkInfo().ownerAddress();
    return owner.equals(allora.workerAddress())
        ? List.of()
        : List.of(
            Finding.warn(
                "account",
                owner
                    + " owns the registration of "
                    + allora.workerAddress()
                    + " and gets its rewards",
                "if that is not yours, use another wallet"));
  }
}
