package devnet;

import devnet.wire.Inference;
import devnet.wire.InferenceForecastBundle;
import devnet.wire.InsertWorkerPayloadRequest;
import devnet.wire.RegisterRequest;
import java.util.ArrayList;
import java.util.List;

/** Carries out a transaction's message on the state. One message per transaction is taken. */
final class Execution {
  private static final long BASE_GAS = 120_000;

  private final State state;

  Execution(State state) {
    this.state = state;
  }

  /** Gas a transaction needs now; it grows with its size and with the active set. */
  long gas(Tx tx) {
    long members = state.topics.values().stream().mapToLong(it -> crowd(it)).sum();
    return BASE_GAS + 10L * tx.bytes().length + 2_500 * members;
  }

  private static long crowd(Topic topic) {
    return topic.open.isEmpty() ? 0 : topic.set(topic.open.last()).size();
  }

  /** Refuses without a change, or carries out and tells what happened. */
  List<Event> run(Tx tx, boolean commit) {
    if (tx.orders().size() > 1) {
      throw Refusal.sdk(18, "this network takes one message per transaction: invalid request");
    }
    Order order = tx.orders().get(0);
    List<Event> events = new ArrayList<>();
    events.add(Event.plain("message", "action", order.typeUrl(), "sender", order.sender()));
    if (order instanceof Order.Payload payload) {
      insert(payload.request(), tx.hash(), commit, events);
    } else if (order instanceof Order.Registration registration) {
      new Registry(state).run(registration.request(), commit);
    }
    return events;
  }

  private void insert(
      InsertWorkerPayloadRequest request, String hash, boolean commit, List<Event> events) {
    Topic topic = new PayloadRules(state, request).check();
    var bundle = request.getWorkerDataBundle().getInferenceForecastsBundle();
    if (!bundle.hasInference()) {
      checkForecast(bundle);
      return;
    }
    Stored entry = new Stored(scalar(topic, bundle.getInference()), state.height, hash);
    Admission admission = new Admission(topic, state.activeSet);
    admission.check(entry.worker(), entry.nonce());
    checkForecast(bundle);
    if (!commit) {
      return;
    }
    if (!state.forced.isEmpty()) {
      throw state.forced.poll();
    }
    Account sender = state.accounts.get(request.getSender());
    sender.balance = sender.balance.subtract(State.DATA_SENDING_FEE);
    if (state.discards > 0) {
      state.discards--;
      return;
    }
    if (admission.enter(entry) && state.emissions.modern()) {
      events.add(inserted(entry));
    }
  }

  private static void checkForecast(InferenceForecastBundle bundle) {
    if (bundle.hasForecast() && bundle.getForecast().getForecastElementsCount() == 0) {
      throw Refusal.emissions(77, "no forecast elements found");
    }
  }

  /** A single-output topic also takes its value as the one label y. */
  private static Inference scalar(Topic topic, Inference inference) {
    return topic.options.multi() || inference.getValuesCount() == 0
        ? inference
        : inference.toBuilder().setValue(inference.getValues(0).getValue()).build();
  }

  private Event inserted(Stored entry) {
    return Event.typed(
        state.emissions.event("EventInsertInfererPayload"),
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
  private record Registry(State state) {
    void run(RegisterRequest request, boolean commit) {
      Topic topic =
          state
              .topic(request.getTopicId())
              .orElseThrow(() -> Refusal.emissions(23, "topic does not exist"));
      Account sender = state.accounts.get(request.getSender());
      if (!request.getIsReputer() && topic.registered.contains(request.getSender())) {
        throw Refusal.emissions(8, "address already registered in a topic");
      }
      if (!sender.covers(state.registrationFee)) {
        throw Refusal.sdk(
            5, "topic registrant does not have enough denom to pay fee: insufficient funds");
      }
      if (commit) {
        sender.balance = sender.balance.subtract(state.registrationFee);
        if (!request.getIsReputer()) {
          topic.registered.add(request.getSender());
          state.owners.put(request.getSender(), request.getOwner());
        }
      }
    }
  }
}
