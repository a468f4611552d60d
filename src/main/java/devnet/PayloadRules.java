package devnet;

import devnet.wire.Inference;
import devnet.wire.InsertWorkerPayloadRequest;
import devnet.wire.WorkerDataBundle;
import java.util.Set;
import java.util.stream.Collectors;

/** The message checks of a worker payload, in the order in which the chain makes them. */
final class PayloadRules {
  private final State state;
  private final InsertWorkerPayloadRequest request;
  private final WorkerDataBundle bundle;

  PayloadRules(State state, InsertWorkerPayloadRequest request) {
    this.state = state;
    this.request = request;
    this.bundle = request.getWorkerDataBundle();
  }

  /** Refuses, or gives the topic that takes the payload. */
  Topic check() {
    if (state.emissions.modern()) {
      checkAddresses();
      checkWhitelist();
    }
    if (!request.hasWorkerDataBundle()) {
      throw Refusal.sdk(18, "Error validating worker data bundle: bundle is nil: invalid request");
    }
    new BundleRules(bundle, state.height, state.emissions).check();
    if (request.getSerializedSize() > State.MAX_MESSAGE) {
      throw Refusal.emissions(53, "query is too large");
    }
    Topic topic =
        state
            .topic(bundle.getTopicId())
            .orElseThrow(() -> Refusal.emissions(6, "invalid topic ID"));
    checkWindow(topic);
    checkWorker(topic);
    checkLabels(topic);
    return topic;
  }

  private void checkAddresses() {
    if (!Signatures.isAddress(bundle.getWorker())) {
      throw Refusal.sdk(7, "invalid worker address: invalid address");
    }
  }

  private void checkWhitelist() {
    boolean permitted =
        state.topic(bundle.getTopicId()).map(it -> it.permits(bundle.getWorker())).orElse(true);
    if (!permitted) {
      throw Refusal.emissions(
          81, "actor is not permitted to submit payloads: not permitted to submit");
    }
  }

  private void checkWindow(Topic topic) {
    long nonce = bundle.getNonce().getBlockHeight();
    if (!topic.open.contains(nonce)) {
      throw Refusal.emissions(75, "nonce " + nonce + ": unfulfilled nonce not found");
    }
    long last = state.emissions.lastHeight(nonce, topic.options.window());
    if (state.height < nonce || state.height > last) {
      throw Refusal.emissions(
          67,
          ("Worker window not open for topic: %d, current block %d, start window: %d,"
                  + " end window: %d: worker nonce window not available")
              .formatted(topic.id(), state.height, nonce, nonce + topic.options.window()));
    }
  }

  private void checkWorker(Topic topic) {
    if (!topic.registered.contains(bundle.getWorker())) {
      throw Refusal.emissions(
          13, "worker is not registered in this topic: address is not registered in this topic");
    }
    if (!state.account(request.getSender()).orElseThrow().covers(State.DATA_SENDING_FEE)) {
      throw Refusal.sdk(5, "sender has insufficient balance to cover fees: insufficient funds");
    }
  }

  private void checkLabels(Topic topic) {
    Inference inference = bundle.getInferenceForecastsBundle().getInference();
    if (!topic.options.multi()) {
      if (inference.getValuesCount() > 1
          || inference.getValuesList().stream().anyMatch(it -> it.getLabel().isEmpty())) {
        throw Refusal.emissions(82, "invalid label name for a single-output topic");
      }
      return;
    }
    Set<String> names =
        inference.getValuesList().stream().map(it -> it.getLabel()).collect(Collectors.toSet());
    if (names.isEmpty() || names.size() < inference.getValuesCount()) {
      throw Refusal.emissions(83, "invalid number of labels for a multi-output topic");
    }
    if (!topic.options.labels().containsAll(names)) {
      throw Refusal.emissions(84, "label is not on the topic's whitelist");
    }
  }
}
