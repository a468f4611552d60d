package devnet.block;

import devnet.ledger.DevnetCrypto;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.TxRejectedException;
import devnet.proto.Forecast;
import devnet.proto.Inference;
import devnet.proto.WorkerDataBundle;
import java.util.HexFormat;
import java.util.Locale;

/** Checks that a bundle is well formed, of one worker, and signed by that worker's key. */
final class WorkerBundleValidator {
  private final WorkerDataBundle bundle;
  private final long height;
  private final DevnetEmissionsVersion emissions;

  WorkerBundleValidator(WorkerDataBundle bundle, long height, DevnetEmissionsVersion emissions) {
    this.bundle = bundle;
    this.height = height;
    this.emissions = emissions;
  }

  void requireValid() {
    require(bundle.hasNonce(), 18, "worker nonce cannot be nil: invalid request");
    require(bundle.getNonce().getBlockHeight() > 0, 29, "nonce must be positive: invalid type");
    require(!bundle.getWorker().isEmpty(), 18, "worker cannot be empty: invalid request");
    byte[] key = requirePublicKey();
    var signature = bundle.getInferencesForecastsBundleSignature();
    require(!signature.isEmpty(), 18, "signature cannot be empty: invalid request");
    var inner = bundle.getInferenceForecastsBundle();
    require(
        inner.hasInference() || inner.hasForecast(),
        18,
        "must provide either inference or forecast: invalid request");
    String owner = DevnetCrypto.addressOfKey(key);
    if (inner.hasInference()) {
      checkInference(inner.getInference(), owner);
    }
    if (inner.hasForecast()) {
      checkForecast(inner.getForecast(), owner);
    }
    require(
        DevnetCrypto.isValidSignature(inner.toByteArray(), signature.toByteArray(), key),
        4,
        "signature verification failed: unauthorized");
  }

  private byte[] requirePublicKey() {
    String text = bundle.getPubkey();
    require(!text.isEmpty(), 18, "public key cannot be empty: invalid request");
    boolean hex = text.matches("(?:[0-9a-fA-F]{2})+");
    require(hex, 18, "public key is not hex: invalid request");
    byte[] key = HexFormat.of().parseHex(text);
    require(DevnetCrypto.isPublicKey(key), 18, "public key must have 33 bytes: invalid request");
    return key;
  }

  private void checkInference(Inference inference, String owner) {
    require(inference.getTopicId() > 0, 29, "inference topic id is zero: invalid type");
    checkAuthor(inference.getInferer(), inference.getBlockHeight(), inference.getTopicId(), owner);
    boolean finite = inference.getValue().matches("[-+.E0-9]+");
    require(finite, 29, "inference value must be finite: invalid type");
  }

  private void checkForecast(Forecast forecast, String owner) {
    require(forecast.getTopicId() > 0, 29, "forecast topic id is zero: invalid type");
    checkAuthor(forecast.getForecaster(), forecast.getBlockHeight(), forecast.getTopicId(), owner);
  }

  private void checkAuthor(String author, long blockHeight, long topic, String owner) {
    require(DevnetCrypto.isAddress(author), 7, "inferer is not bech32: invalid address");
    require(blockHeight >= 0, 29, "block height is negative: invalid type");
    require(
        author.equals(bundle.getWorker()),
        4,
        "inferer " + author + " does not match the worker: unauthorized");
    require(
        author.equals(owner), 4, "inferer does not match the address of the pubkey: unauthorized");
    if (topic != bundle.getTopicId()) {
      throw emissions.isAfterV5()
          ? rejection(18, "topic id does not match the bundle: invalid request")
          : TxRejectedException.emissionsError(6, "invalid topic ID");
    }
    require(
        blockHeight == bundle.getNonce().getBlockHeight(),
        18,
        "block height does not match the nonce: invalid request");
  }

  private void require(boolean met, int code, String text) {
    if (!met) {
      throw rejection(code, text);
    }
  }

  private TxRejectedException rejection(int code, String text) {
    String prefix =
        emissions.isAfterV5()
            ? "Error validating worker data bundle for block height %d: "
            : "Worker invalid data for block: %d: ";
    return TxRejectedException.sdkError(code, String.format(Locale.ROOT, prefix, height) + text);
  }
}
