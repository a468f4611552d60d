package devnet.block;

import devnet.ledger.DevnetCrypto;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerTopic;
import devnet.ledger.ReputerLedger.ReputerWindow;
import devnet.ledger.TxRejectedException;
import devnet.proto.InsertReputerPayloadRequest;
import devnet.proto.ReputerValueBundle;
import devnet.proto.ValueBundle;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

/** The message checks of a reputer's payload, in the order in which the chain makes them. */
final class ReputerPayloadValidator {
  private static final BigInteger MINIMUM_STAKE = BigInteger.valueOf(100_000);

  private final LedgerState state;
  private final InsertReputerPayloadRequest request;
  private final ReputerValueBundle signed;
  private final ValueBundle bundle;

  ReputerPayloadValidator(LedgerState state, InsertReputerPayloadRequest request) {
    this.state = state;
    this.request = request;
    this.signed = request.getReputerValueBundle();
    this.bundle = signed.getValueBundle();
  }

  /**
   * Checks the payload.
   *
   * @return the topic it is for
   * @throws TxRejectedException with the code and log of the first check that fails
   */
  LedgerTopic requireValid() {
    checkBundle();
    if (state.emissionsVersion.isAfterV5()) {
      checkWhitelist();
    }
    LedgerTopic topic = state.requireTopicOfPayload(bundle.getTopicId());
    checkNonce(topic);
    checkReputer(topic);
    return topic;
  }

  private long nonce() {
    return bundle.getReputerRequestNonce().getReputerNonce().getBlockHeight();
  }

  private void checkBundle() {
    require(bundle.hasReputerRequestNonce(), 18, "reputer request nonce cannot be nil");
    require(bundle.getTopicId() > 0, 29, "topic id zero is reserved: invalid type");
    for (String number : List.of(bundle.getCombinedValue(), bundle.getNaiveValue())) {
      boolean finite = number.matches("[-+.E0-9]+");
      require(finite, 29, "combined value is invalid: value must be finite: invalid type");
    }
    if (state.emissionsVersion.isAfterV5()) {
      require(
          bundle.getInfererValuesCount() > 0, 18, "inferer values cannot be nil: invalid request");
    }
    boolean hex = signed.getPubkey().matches("(?:[0-9a-fA-F]{2}){33}");
    require(hex, 18, "invalid pubkey 1: invalid request");
    byte[] key = HexFormat.of().parseHex(signed.getPubkey());
    require(
        DevnetCrypto.addressOfKey(key).equals(bundle.getReputer()),
        4,
        "Reputer does not match pubkey: unauthorized");
    require(
        DevnetCrypto.isValidSignature(
            bundle.toByteArray(), signed.getSignature().toByteArray(), key),
        18,
        "signature verification failed: invalid request");
  }

  private void checkWhitelist() {
    if (!state.isPermitted(bundle.getTopicId(), bundle.getReputer())) {
      throw TxRejectedException.emissionsError(
          84, "not permitted to submit payload: not permitted to submit reputer payload");
    }
  }

  private void checkNonce(LedgerTopic topic) {
    if (topic.openNonces.contains(nonce())) {
      throw TxRejectedException.emissionsError(45, "worker nonce: nonce still unfulfilled");
    }
    if (!topic.reputers.openNonces.contains(nonce())) {
      throw TxRejectedException.emissionsError(75, "reputer nonce: unfulfilled nonce not found");
    }
    ReputerWindow window =
        ReputerWindow.of(topic.options, nonce(), state.emissionsVersion.isAfterV5());
    if (state.height < window.first() || state.height > window.last()) {
      throw TxRejectedException.emissionsError(
          68,
          "Reputer window not open for topic: %d, current block %d, start window: %d,"
              + " end window: %d: reputer nonce window not available",
          topic.id(),
          state.height,
          window.first(),
          window.last());
    }
  }

  private void checkReputer(LedgerTopic topic) {
    String reputer = bundle.getReputer();
    if (!topic.registeredReputers.contains(reputer)) {
      throw TxRejectedException.emissionsError(
          13, "reputer is not registered in this topic: address not registered");
    }
    if (topic.stakes.authority(reputer).compareTo(MINIMUM_STAKE) < 0) {
      throw TxRejectedException.emissionsError(
          11, "reputer does not have sufficient stake in the topic: insufficient stake");
    }
    state.requireDataSendingFee(request.getSender());
    if (topic.reputers.reportsAt(nonce()).containsKey(reputer)) {
      throw new TxRejectedException("undefined", 1, "reputer loss already submitted");
    }
  }

  private void require(boolean met, int code, String text) {
    if (!met) {
      String prefix =
          state.emissionsVersion.isAfterV5()
              ? "Reputer bad data format for block: "
              : "Reputer invalid data for block: ";
      throw TxRejectedException.sdkError(code, prefix + state.height + ": " + text);
    }
  }
}
