package devnet.block;

import com.google.protobuf.Message;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerTopic;
import devnet.ledger.StakeLedger;
import devnet.ledger.StakeLedger.Placement;
import devnet.ledger.TxRejectedException;
import devnet.proto.AddStakeRequest;
import devnet.proto.CancelRemoveDelegateStakeRequest;
import devnet.proto.CancelRemoveStakeRequest;
import devnet.proto.DelegateStakeRequest;
import devnet.proto.FundTopicRequest;
import devnet.proto.RemoveDelegateStakeRequest;
import devnet.proto.RemoveStakeRequest;
import devnet.proto.RewardDelegateStakeRequest;
import devnet.tx.ChainEvent;
import java.math.BigInteger;
import java.util.List;

/** Executes messages that move stake and coins, and refuses what the chain refuses. */
final class StakeExecutor {
  private final LedgerState state;
  private final boolean commit;
  private final List<ChainEvent> events;

  /**
   * @param commit whether to change the state; if false, the message is only checked
   */
  StakeExecutor(LedgerState state, boolean commit, List<ChainEvent> events) {
    this.state = state;
    this.commit = commit;
    this.events = events;
  }

  void execute(Message request) {
    if (request instanceof AddStakeRequest it) {
      place(it.getTopicId(), own(it.getSender()), it.getAmount());
    } else if (request instanceof DelegateStakeRequest it) {
      delegate(it);
    } else if (request instanceof RemoveStakeRequest it) {
      startRemoval(it.getTopicId(), own(it.getSender()), it.getAmount(), 14, "stake");
    } else if (request instanceof RemoveDelegateStakeRequest it) {
      Placement placement = new Placement(it.getSender(), it.getReputer());
      startRemoval(it.getTopicId(), placement, it.getAmount(), 49, "delegate stake");
    } else if (request instanceof CancelRemoveStakeRequest it) {
      cancelRemoval(it.getTopicId(), own(it.getSender()));
    } else if (request instanceof CancelRemoveDelegateStakeRequest it) {
      cancelRemoval(it.getTopicId(), new Placement(it.getDelegator(), it.getReputer()));
    } else if (request instanceof RewardDelegateStakeRequest it) {
      payRewards(topic(it.getTopicId()), new Placement(it.getSender(), it.getReputer()));
    } else if (request instanceof FundTopicRequest it) {
      fund(it);
    }
  }

  private static Placement own(String reputer) {
    return new Placement(reputer, reputer);
  }

  private void delegate(DelegateStakeRequest request) {
    if (request.getSender().equals(request.getReputer())) {
      throw TxRejectedException.sdkError(18, "cannot self delegate: invalid request");
    }
    Placement placement = new Placement(request.getSender(), request.getReputer());
    place(request.getTopicId(), placement, request.getAmount());
  }

  private void place(long topicId, Placement placement, String text) {
    BigInteger amount = positiveAmount(text);
    LedgerTopic topic = topic(topicId);
    requireReputer(topic, placement);
    String sender = placement.delegator();
    BigInteger balance = state.balanceOf(sender);
    if (balance.compareTo(amount) < 0) {
      throw TxRejectedException.sdkError(
          5,
          "spendable balance %suallo is smaller than %suallo: insufficient funds",
          balance,
          amount);
    }
    if (commit) {
      payRewards(topic, placement);
      state.debit(sender, amount);
      topic.stakes.add(placement, amount);
      events.addAll(
          ChainEvent.transfer(sender, LedgerState.REWARDS_ACCOUNT, amount + LedgerState.DENOM));
    }
  }

  private static void requireReputer(LedgerTopic topic, Placement placement) {
    if (!topic.registeredReputers.contains(placement.reputer())) {
      throw TxRejectedException.emissionsError(
          10,
          (placement.isOwn() ? "" : "reputer address: ")
              + "address is not registered in this topic");
    }
  }

  private void startRemoval(long topicId, Placement placement, String text, int code, String what) {
    BigInteger amount = positiveAmount(text);
    LedgerTopic topic = topic(topicId);
    if (topic.stakes.placed(placement).compareTo(amount) < 0) {
      throw TxRejectedException.emissionsError(code, "insufficient " + what + " to remove");
    }
    if (commit) {
      payRewards(topic, placement);
      topic.stakes.startRemoval(placement, amount, state.height);
    }
  }

  private void cancelRemoval(long topicId, Placement placement) {
    StakeLedger stakes = topic(topicId).stakes;
    if (stakes.removal(placement).isEmpty()) {
      throw TxRejectedException.emissionsError(64, "No stake removal found");
    }
    if (commit) {
      stakes.cancelRemoval(placement);
    }
  }

  /**
   * Pays a delegator's rewards. A reputer's own rewards are added to its stake without a message.
   */
  private void payRewards(LedgerTopic topic, Placement placement) {
    BigInteger due = placement.isOwn() ? BigInteger.ZERO : topic.stakes.pending(placement);
    if (commit && due.signum() > 0) {
      topic.stakes.claim(placement);
      state.credit(placement.delegator(), due);
      events.addAll(
          ChainEvent.transfer(
              LedgerState.REWARDS_ACCOUNT, placement.delegator(), due + LedgerState.DENOM));
    }
  }

  /** Pays coins into a topic; an amount of zero is allowed. */
  private void fund(FundTopicRequest request) {
    LedgerTopic topic =
        state
            .findTopic(request.getTopicId())
            .orElseThrow(
                () ->
                    new TxRejectedException(
                        "undefined",
                        1,
                        "rpc error: code = NotFound desc = topic "
                            + request.getTopicId()
                            + " not found"));
    BigInteger amount = amount(request.getAmount());
    if (state.balanceOf(request.getSender()).compareTo(amount) < 0) {
      throw TxRejectedException.sdkError(
          5, "sender has insufficient balance to cover fees: insufficient funds");
    }
    if (commit) {
      state.debit(request.getSender(), amount);
      topic.feeRevenue = topic.feeRevenue.add(amount);
      events.addAll(
          ChainEvent.transfer(
              request.getSender(), LedgerState.REWARDS_ACCOUNT, amount + LedgerState.DENOM));
    }
  }

  private LedgerTopic topic(long id) {
    return state
        .findTopic(id)
        .orElseThrow(() -> TxRejectedException.emissionsError(23, "topic does not exist"));
  }

  private static BigInteger positiveAmount(String text) {
    BigInteger amount = amount(text);
    if (amount.signum() <= 0) {
      throw TxRejectedException.sdkError(
          10,
          "amount must be %s: %s: invalid coins",
          amount.signum() == 0 ? "positive" : "non-negative",
          amount);
    }
    return amount;
  }

  private static BigInteger amount(String text) {
    if (text.isEmpty()) {
      throw new TxRejectedException(
          "undefined",
          111222,
          "recovered: runtime error: invalid memory address or nil pointer dereference");
    }
    return new BigInteger(text);
  }
}
