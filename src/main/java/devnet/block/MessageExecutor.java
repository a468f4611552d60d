package devnet.block;

import com.google.protobuf.Message;
import devnet.ledger.DevnetCrypto;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerState.LedgerAccount;
import devnet.ledger.LedgerTopic;
import devnet.ledger.TxRejectedException;
import devnet.proto.InsertReputerPayloadRequest;
import devnet.proto.InsertWorkerPayloadRequest;
import devnet.proto.MsgSend;
import devnet.proto.RegisterRequest;
import devnet.proto.RemoveRegistrationRequest;
import devnet.tx.ChainEvent;
import devnet.tx.DecodedTx;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Executes a transaction's message on the state. A transaction may hold one message only. */
final class MessageExecutor {
  private static final long BASE_GAS = 120_000;

  private final LedgerState state;

  MessageExecutor(LedgerState state) {
    this.state = state;
  }

  /** Gas that the transaction needs now; it grows with its size and its topic's active set. */
  long gasNeeded(DecodedTx tx) {
    long members =
        tx.messages().stream()
            .flatMap(it -> topicOf(it.content()).stream())
            .mapToLong(MessageExecutor::openWindowSize)
            .sum();
    return BASE_GAS + 10L * tx.bytes().length + 2_500 * members;
  }

  private Optional<LedgerTopic> topicOf(Message content) {
    if (content instanceof InsertWorkerPayloadRequest payload) {
      return state.findTopic(payload.getWorkerDataBundle().getTopicId());
    }
    return content instanceof InsertReputerPayloadRequest losses
        ? state.findTopic(losses.getReputerValueBundle().getValueBundle().getTopicId())
        : Optional.empty();
  }

  private static long openWindowSize(LedgerTopic topic) {
    return topic.openNonces.isEmpty() ? 0 : topic.inferencesAt(topic.openNonces.last()).size();
  }

  /**
   * Executes the message.
   *
   * @param commit whether to change the state; if false, the message is only checked
   * @return the events of the message
   * @throws TxRejectedException if the chain refuses the message; the state is then unchanged
   */
  List<ChainEvent> execute(DecodedTx tx, boolean commit) {
    if (tx.messages().size() > 1) {
      throw TxRejectedException.sdkError(
          18, "this network takes one message per transaction: invalid request");
    }
    DecodedTx.TxMessage message = tx.messages().get(0);
    Message content = message.content();
    List<ChainEvent> events = new ArrayList<>();
    events.add(
        ChainEvent.untyped(
            "message",
            "action",
            message.typeUrl(),
            "sender",
            message.sender(),
            "module",
            content instanceof MsgSend ? "bank" : state.emissionsVersion.pathLabel()));
    if (content instanceof InsertWorkerPayloadRequest payload) {
      new PayloadExecutor(state, commit, events).insertPayload(payload, tx.hash());
    } else if (content instanceof InsertReputerPayloadRequest losses) {
      new PayloadExecutor(state, commit, events).insertLosses(losses);
    } else if (content instanceof RegisterRequest registration) {
      register(registration, commit, events);
    } else if (content instanceof RemoveRegistrationRequest removal) {
      unregister(removal, commit);
    } else if (content instanceof MsgSend send) {
      sendCoins(send, commit, events);
    } else {
      new StakeExecutor(state, commit, events).execute(content);
    }
    return events.stream().map(ChainEvent::ofFirstMessage).toList();
  }

  /** Registers a worker or reputer in a topic and takes the registration fee. */
  private void register(RegisterRequest request, boolean commit, List<ChainEvent> events) {
    LedgerTopic topic =
        state
            .findTopic(request.getTopicId())
            .orElseThrow(() -> TxRejectedException.emissionsError(23, "topic does not exist"));
    String sender = request.getSender();
    Set<String> registered = registered(topic, request.getIsReputer());
    if (registered.contains(sender)) {
      throw TxRejectedException.emissionsError(
          8,
          (request.getIsReputer() ? "reputer is already registered in this topic: " : "")
              + "address already registered in a topic");
    }
    if (!state.accounts.get(sender).canPay(state.registrationFee)) {
      throw TxRejectedException.sdkError(
          5, "topic registrant does not have enough denom to pay fee: insufficient funds");
    }
    if (commit) {
      state.debit(sender, state.registrationFee);
      events.addAll(
          ChainEvent.transfer(
              sender, LedgerState.REWARDS_ACCOUNT, state.registrationFee + LedgerState.DENOM));
      registered.add(sender);
      state.registrationOwners.put(sender, request.getOwner());
    }
  }

  private static Set<String> registered(LedgerTopic topic, boolean reputers) {
    return reputers ? topic.registeredReputers : topic.registeredWorkers;
  }

  private void unregister(RemoveRegistrationRequest request, boolean commit) {
    Set<String> registered =
        state
            .findTopic(request.getTopicId())
            .map(it -> registered(it, request.getIsReputer()))
            .orElse(Set.of());
    if (!registered.contains(request.getSender())) {
      throw TxRejectedException.emissionsError(10, "address is not registered in this topic");
    }
    if (commit) {
      registered.remove(request.getSender());
    }
  }

  private void sendCoins(MsgSend send, boolean commit, List<ChainEvent> events) {
    String to = send.getToAddress();
    boolean wellFormed =
        send.getAmountCount() == 1
            && send.getAmount(0).getDenom().equals(LedgerState.DENOM)
            && send.getAmount(0).getAmount().matches("[1-9]\\d*");
    if (!wellFormed) {
      throw TxRejectedException.sdkError(10, "invalid coins: invalid coins");
    }
    if (!DevnetCrypto.isAddress(to)) {
      throw TxRejectedException.sdkError(7, "invalid to address: invalid address");
    }
    BigInteger uallo = new BigInteger(send.getAmount(0).getAmount());
    LedgerAccount from = state.accounts.get(send.getFromAddress());
    if (!from.canPay(uallo)) {
      throw TxRejectedException.sdkError(
          5,
          "spendable balance %suallo is smaller than %suallo: insufficient funds",
          from.balance,
          uallo);
    }
    if (commit) {
      state.debit(from.address, uallo);
      state.credit(to, uallo);
      events.addAll(ChainEvent.transfer(from.address, to, uallo + LedgerState.DENOM));
    }
  }
}
