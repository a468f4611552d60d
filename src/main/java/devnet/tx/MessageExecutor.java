package devnet.tx;

import devnet.ledger.ActiveSetAdmission;
import devnet.ledger.ChainEvent;
import devnet.ledger.LedgerAccount;
import devnet.ledger.LedgerInference;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerTopic;
import devnet.ledger.TxRejectedException;
import devnet.wire.Inference;
import devnet.wire.InferenceForecastBundle;
import devnet.wire.InsertWorkerPayloadRequest;
import devnet.wire.RegisterRequest;
import java.util.ArrayList;
import java.util.List;

/** Carries out a transaction's message on the state. One message per transaction is taken. */
final class MessageExecutor {
  private static final long BASE_GAS = 120_000;

  private final LedgerState state;

  MessageExecutor(LedgerState state) {
    this.state = state;
  }

  /** Gas a transaction needs now; it grows with its size and with the active set. */
  long gasNeeded(DecodedTx tx) {
    long members = state.topics.values().stream().mapToLong(it -> openWindowSize(it)).sum();
    return BASE_GAS + 10L * tx.bytes().length + 2_500 * members;
  }

  private static long openWindowSize(LedgerTopic topic) {
    return topic.openNonces.isEmpty() ? 0 : topic.inferencesAt(topic.openNonces.last()).size();
  }

  /** Refuses without a change, or carries out and tells what happened. */
  List<ChainEvent> execute(DecodedTx tx, boolean commit) {
    if (tx.messages().size() > 1) {
      throw TxRejectedException.sdkError(
          18, "this network takes one message per transaction: invalid request");
    }
    EmissionsMessage order = tx.messages().get(0);
    List<ChainEvent> events = new ArrayList<>();
    events.add(
        ChainEvent.untyped(
            "message",
            "action",
            order.typeUrl(),
            "sender",
            order.sender(),
            "module",
            state.emissionsVersion.pathLabel()));
    if (order instanceof EmissionsMessage.WorkerPayloadMessage payload) {
      insertPayload(payload.request(), tx.hash(), commit, events);
    } else if (order instanceof EmissionsMessage.RegistrationMessage registration) {
      new TopicRegistration(state).execute(registration.request(), commit, events);
    }
    return events.stream().map(ChainEvent::ofFirstMessage).toList();
  }

  private void insertPayload(
      InsertWorkerPayloadRequest request, String hash, boolean commit, List<ChainEvent> events) {
    LedgerTopic topic = new WorkerPayloadValidator(state, request).requireValid();
    var bundle = request.getWorkerDataBundle().getInferenceForecastsBundle();
    if (!bundle.hasInference()) {
      checkForecast(bundle);
      return;
    }
    LedgerInference entry =
        new LedgerInference(withScalarValue(topic, bundle.getInference()), state.height, hash);
    ActiveSetAdmission admission = new ActiveSetAdmission(topic, state.activeSetLimit);
    admission.rejectDuplicate(entry.worker(), entry.nonce());
    checkForecast(bundle);
    if (!commit) {
      return;
    }
    if (!state.forcedFailures.isEmpty()) {
      throw state.forcedFailures.poll();
    }
    LedgerAccount sender = state.accounts.get(request.getSender());
    sender.balance = sender.balance.subtract(LedgerState.DATA_SENDING_FEE);
    events.addAll(
        ChainEvent.transfer(
            sender.address, LedgerState.REWARDS, LedgerState.DATA_SENDING_FEE + LedgerState.DENOM));
    if (state.discardsLeft > 0) {
      state.discardsLeft--;
      return;
    }
    if (admission.tryAdd(entry) && state.emissionsVersion.isAfterV5()) {
      events.add(insertedEvent(entry));
    }
  }

  private static void checkForecast(InferenceForecastBundle bundle) {
    if (bundle.hasForecast() && bundle.getForecast().getForecastElementsCount() == 0) {
      throw TxRejectedException.emissionsError(77, "no forecast elements found");
    }
  }

  /** A single-output topic also takes its value as the one label y. */
  private static Inference withScalarValue(LedgerTopic topic, Inference inference) {
    return topic.options.isMultiLabel() || inference.getValuesCount() == 0
        ? inference
        : inference.toBuilder().setValue(inference.getValues(0).getValue()).build();
  }

  private ChainEvent insertedEvent(LedgerInference entry) {
    return ChainEvent.typed(
        state.emissionsVersion.eventType("EventInsertInfererPayload"),
        "topic_id",
        entry.inference().getTopicId(),
        "nonce",
        entry.nonce(),
        "inferer",
        entry.worker(),
        "value",
        entry.value());
  }

  /** Joining a topic, for a fee. */
  private record TopicRegistration(LedgerState state) {
    void execute(RegisterRequest request, boolean commit, List<ChainEvent> events) {
      LedgerTopic topic =
          state
              .findTopic(request.getTopicId())
              .orElseThrow(() -> TxRejectedException.emissionsError(23, "topic does not exist"));
      LedgerAccount sender = state.accounts.get(request.getSender());
      if (!request.getIsReputer() && topic.registeredWorkers.contains(request.getSender())) {
        throw TxRejectedException.emissionsError(8, "address already registered in a topic");
      }
      if (!sender.canPay(state.registrationFee)) {
        throw TxRejectedException.sdkError(
            5, "topic registrant does not have enough denom to pay fee: insufficient funds");
      }
      if (commit) {
        sender.balance = sender.balance.subtract(state.registrationFee);
        events.addAll(
            ChainEvent.transfer(
                sender.address, LedgerState.REWARDS, state.registrationFee + LedgerState.DENOM));
        if (!request.getIsReputer()) {
          topic.registeredWorkers.add(request.getSender());
          state.registrationOwners.put(request.getSender(), request.getOwner());
        }
      }
    }
  }
}
