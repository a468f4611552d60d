package devnet.tx;

import devnet.genesis.DevnetEmissionsVersion;
import devnet.ledger.TxRejectedException;
import devnet.wire.Forecast;
import devnet.wire.Inference;
import devnet.wire.InferenceForecastBundle;
import devnet.wire.InsertWorkerPayloadRequest;

/** Re-encodes the decimals of a payload as the chain does after decoding it. */
final class PayloadCanonicalizer {
  private final DevnetEmissionsVersion emissions;

  PayloadCanonicalizer(DevnetEmissionsVersion emissions) {
    this.emissions = emissions;
  }

  InsertWorkerPayloadRequest canonicalize(InsertWorkerPayloadRequest request) {
    if (!request.getWorkerDataBundle().hasInferenceForecastsBundle()) {
      return request;
    }
    var out = request.toBuilder();
    InferenceForecastBundle.Builder bundle =
        out.getWorkerDataBundleBuilder().getInferenceForecastsBundleBuilder();
    if (bundle.hasInference()) {
      canonicalizeDecimals(bundle.getInferenceBuilder());
    }
    if (bundle.hasForecast()) {
      canonicalizeDecimals(bundle.getForecastBuilder());
    }
    return out.build();
  }

  private void canonicalizeDecimals(Inference.Builder inference) {
    if (inference.getValuesCount() > 0 && emissions != DevnetEmissionsVersion.V10) {
      throw TxRejectedException.sdkError(
          2, "errUnknownField \"Inference\": {TagNum: 7}: tx parse error");
    }
    inference.setValue(canonicalDecimal(inference.getValue()));
    inference.getValuesBuilderList().forEach(it -> it.setValue(canonicalDecimal(it.getValue())));
  }

  private void canonicalizeDecimals(Forecast.Builder forecast) {
    forecast
        .getForecastElementsBuilderList()
        .forEach(it -> it.setValue(canonicalDecimal(it.getValue())));
  }

  private String canonicalDecimal(String value) {
    return CanonicalDecimal.canonical(value, emissions.isAfterV5());
  }
}
