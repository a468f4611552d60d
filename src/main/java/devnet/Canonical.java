package devnet;

import devnet.wire.Forecast;
import devnet.wire.Inference;
import devnet.wire.InferenceForecastBundle;
import devnet.wire.InsertWorkerPayloadRequest;

/** Re-encodes the decimals of a payload as the chain does after decoding it. */
final class Canonical {
  private final Emissions emissions;

  Canonical(Emissions emissions) {
    this.emissions = emissions;
  }

  InsertWorkerPayloadRequest of(InsertWorkerPayloadRequest request) {
    if (!request.getWorkerDataBundle().hasInferenceForecastsBundle()) {
      return request;
    }
    var out = request.toBuilder();
    InferenceForecastBundle.Builder bundle =
        out.getWorkerDataBundleBuilder().getInferenceForecastsBundleBuilder();
    if (bundle.hasInference()) {
      rewrite(bundle.getInferenceBuilder());
    }
    if (bundle.hasForecast()) {
      rewrite(bundle.getForecastBuilder());
    }
    return out.build();
  }

  private void rewrite(Inference.Builder inference) {
    if (inference.getValuesCount() > 0 && emissions != Emissions.V10) {
      throw Refusal.sdk(2, "errUnknownField \"Inference\": {TagNum: 7}: tx parse error");
    }
    inference.setValue(text(inference.getValue()));
    inference.getValuesBuilderList().forEach(it -> it.setValue(text(it.getValue())));
  }

  private void rewrite(Forecast.Builder forecast) {
    forecast.getForecastElementsBuilderList().forEach(it -> it.setValue(text(it.getValue())));
  }

  private String text(String value) {
    return Decimals.canonical(value, emissions.modern());
  }
}
