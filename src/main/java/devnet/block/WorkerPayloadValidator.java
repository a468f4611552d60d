package devnet.block;

import devnet.ledger.DevnetCrypto;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerTopic;
import devnet.ledger.TxRejectedException;
import devnet.proto.Inference;
import devnet.proto.InsertWorkerPayloadRequest;
import devnet.proto.WorkerDataBundle;
import java.util.Set;
import java.util.stream.Collectors;

/** The message checks of a worker payload, in the order in which the chain makes them. */
final class WorkerPayloadValidator {
  private final LedgerState state;
  private final InsertWorkerPayloadRequest request;
  private final WorkerDataBundle bundle;

  WorkerPayloadValidator(LedgerState state, InsertWorkerPayloadRequest request) {
    this.state = state;
    this.request = request;
    this.bundle = request.getWorkerDataBundle();
  }

  /**
   * Checks the payload.
   *
   * @return the topic it is for
   * @throws TxRejectedException with the code and log of the first check that fails
   */
  LedgerTopic requireValid() {
    if (state.emissionsVersion.isAfterV5()) {
      checkAddresses();
      checkWhitelist();
    }
    if (!request.hasWorkerDataBundle()) {
      throw TxRejectedException.sdkError(
          18, "Error validating worker data bundle: bundle is nil: invalid request");
    }
    new WorkerBundleValidator(bundle, state.height, state.emissionsVersion).requireValid();
    if (request.getSerializedSize() > LedgerState.MAX_MESSAGE) {
      throw TxRejectedException.emissionsError(53, "query is too large");
    }
    LedgerTopic topic = state.requireTopicOfPayload(bundle.getTopicId());
    checkWindow(topic);
    checkWorker(topic);
    if (bundle.getInferenceForecastsBundle().hasInference()) {
      checkLabels(topic);
    }
    return topic;
  }

  private void checkAddresses() {
    if (!DevnetCrypto.isAddress(bundle.getWorker())) {
      throw TxRejectedException.sdkError(7, "invalid worker address: invalid address");
    }
  }

  private void checkWhitelist() {
    if (!state.isPermitted(bundle.getTopicId(), bundle.getWorker())) {
      throw TxRejectedException.emissionsError(
          81, "actor is not permitted to submit payloads: not permitted to submit");
    }
  }

  private void checkWindow(LedgerTopic topic) {
    long nonce = bundle.getNonce().getBlockHeight();
    if (!topic.openNonces.contains(nonce)) {
      throw TxRejectedException.emissionsError(
          75,
          (state.emissionsVersion.isAfterV5() ? "nonce " + nonce + ": " : "")
              + "unfulfilled nonce not found");
    }
    long last = state.emissionsVersion.lastSubmissionHeight(nonce, topic.options.windowLength());
    if (state.height < nonce || state.height > last) {
      throw TxRejectedException.emissionsError(
          67,
          "Worker window not open for topic: %d, current block %d, start window: %d,"
              + " end window: %d: worker nonce window not available",
          topic.id(),
          state.height,
          nonce,
          nonce + topic.options.windowLength());
    }
  }

  private void checkWorker(LedgerTopic topic) {
    if (!topic.registeredWorkers.contains(bundle.getWorker())) {
      throw TxRejectedException.emissionsError(
          13, "worker is not registered in this topic: address is not registered in this topic");
    }
    state.requireDataSendingFee(request.getSender());
  }

  private void checkLabels(LedgerTopic topic) {
    Inference inference = bundle.getInferenceForecastsBundle().getInference();
    if (!topic.options.isMultiLabel()) {
      if (inference.getValuesCount() > 1
          || inference.getValuesList().stream().anyMatch(it -> it.getLabel().isEmpty())) {
        throw TxRejectedException.emissionsError(
            82, "invalid label name for a single-output topic");
      }
      return;
    }
    Set<String> names =
        inference.getValuesList().stream().map(it -> it.getLabel()).collect(Collectors.toSet());
    if (names.isEmpty() || names.size() < inference.getValuesCount()) {
      throw TxRejectedException.emissionsError(
          83, "invalid number of labels for a multi-output topic");
    }
    if (!topic.options.labels().containsAll(names)) {
      throw TxRejectedException.emissionsError(84, "label is not on the topic's whitelist");
    }
  }
}
