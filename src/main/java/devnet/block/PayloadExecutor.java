package devnet.block;

import devnet.ledger.LedgerState;
import devnet.ledger.LedgerTopic;
import devnet.ledger.LedgerTopic.LedgerInference;
import devnet.ledger.TxRejectedException;
import devnet.proto.Forecast;
import devnet.proto.ForecastElement;
import devnet.proto.Inference;
import devnet.proto.InferenceForecastBundle;
import devnet.proto.InsertReputerPayloadRequest;
import devnet.proto.InsertWorkerPayloadRequest;
import devnet.tx.ChainEvent;
import java.util.List;
import java.util.Optional;

/** Executes what workers and reputers submit: inferences, forecasts of losses, and losses. */
final class PayloadExecutor {
  private final LedgerState state;
  private final boolean commit;
  private final List<ChainEvent> events;

  /**
   * @param commit whether to change the state; if false, the message is only checked
   */
  PayloadExecutor(LedgerState state, boolean commit, List<ChainEvent> events) {
    this.state = state;
    this.commit = commit;
    this.events = events;
  }

  /** Stores a worker's inference and its forecast, each where there is one. */
  void insertPayload(InsertWorkerPayloadRequest request, String hash) {
    LedgerTopic topic = new WorkerPayloadValidator(state, request).requireValid();
    var bundle = request.getWorkerDataBundle().getInferenceForecastsBundle();
    Optional<LedgerInference> inference = Optional.empty();
    if (bundle.hasInference()) {
      inference =
          Optional.of(
              new LedgerInference(
                  withScalarValue(topic, bundle.getInference()), state.height, hash));
      topic.rejectDuplicate(inference.get().worker(), inference.get().nonce());
    }
    checkForecast(topic, bundle);
    if (!commit || !isKept(request.getSender())) {
      return;
    }
    storeForecast(topic, bundle);
    inference
        .filter(it -> topic.tryAdd(it, state.activeSetLimit))
        .filter(it -> state.emissionsVersion.isAfterV5())
        .ifPresent(it -> events.add(insertedEvent(it)));
  }

  void insertLosses(InsertReputerPayloadRequest request) {
    LedgerTopic topic = new ReputerPayloadValidator(state, request).requireValid();
    var bundle = request.getReputerValueBundle().getValueBundle();
    long nonce = bundle.getReputerRequestNonce().getReputerNonce().getBlockHeight();
    if (!commit || !isKept(request.getSender())) {
      return;
    }
    topic.reputers.report(nonce, bundle.getReputer(), bundle);
    if (state.emissionsVersion.isAfterV5()) {
      events.add(
          ChainEvent.typed(
              state.emissionsVersion.eventType("EventInsertReputerPayload"),
              "topic_id",
              topic.id(),
              "nonce",
              nonce,
              "reputer",
              bundle.getReputer()));
    }
  }

  /** The sender pays; whether the payload is stored as well may have been decided beforehand. */
  private boolean isKept(String sender) {
    if (!state.forcedFailures.isEmpty()) {
      throw state.forcedFailures.poll();
    }
    state.debit(sender, LedgerState.DATA_SENDING_FEE);
    events.addAll(
        ChainEvent.transfer(
            sender, LedgerState.REWARDS_ACCOUNT, LedgerState.DATA_SENDING_FEE + LedgerState.DENOM));
    if (state.discardsLeft > 0) {
      state.discardsLeft--;
      return false;
    }
    return true;
  }

  private static void checkForecast(LedgerTopic topic, InferenceForecastBundle bundle) {
    if (!bundle.hasForecast()) {
      return;
    }
    Forecast forecast = bundle.getForecast();
    if (forecast.getForecastElementsCount() == 0) {
      throw TxRejectedException.emissionsError(77, "no forecast elements found");
    }
    if (topic
        .reputers
        .forecastsAt(forecast.getBlockHeight())
        .containsKey(forecast.getForecaster())) {
      throw new TxRejectedException(
          "undefined", 1, "Error appending forecast: forecast already submitted");
    }
  }

  /** An unregistered inferer invalidates the whole forecast on v5, only its own element later. */
  private void storeForecast(LedgerTopic topic, InferenceForecastBundle bundle) {
    Forecast forecast = bundle.getForecast();
    List<ForecastElement> known =
        forecast.getForecastElementsList().stream()
            .filter(it -> topic.registeredWorkers.contains(it.getInferer()))
            .toList();
    boolean whole = known.size() == forecast.getForecastElementsCount();
    if (known.isEmpty() || !whole && !state.emissionsVersion.isAfterV5()) {
      return;
    }
    topic.reputers.addForecast(
        forecast.toBuilder().clearForecastElements().addAllForecastElements(known).build());
    if (state.emissionsVersion.isAfterV5()) {
      events.add(
          ChainEvent.typed(
                  state.emissionsVersion.eventType("EventInsertForecasterPayload"),
                  "topic_id",
                  topic.id(),
                  "nonce",
                  forecast.getBlockHeight(),
                  "forecaster",
                  forecast.getForecaster())
              .with(
                  "inferer_addresses",
                  ChainEvent.jsonList(known.stream().map(ForecastElement::getInferer).toList()))
              .with(
                  "inferer_values",
                  ChainEvent.jsonList(known.stream().map(ForecastElement::getValue).toList())));
    }
  }

  /** A single-output topic also accepts its value as the one label {@code y}. */
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
}
