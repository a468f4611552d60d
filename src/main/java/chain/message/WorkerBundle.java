package chain.message;

import chain.model.SubmittedValue;
import chain.wire.Forecast;
import chain.wire.ForecastElement;
import chain.wire.Inference;
import chain.wire.InferenceForecastBundle;
import chain.wire.InsertWorkerPayloadRequest;
import chain.wire.LabeledValue;
import chain.wire.Nonce;
import chain.wire.WorkerDataBundle;
import com.google.protobuf.ByteString;
import domain.WindowKey;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import wallet.Wallet;

/**
 * What a worker says about a nonce, as the chain's bundle and back, and the signed request around
 * it: the signature covers the bundle's bytes as they are.
 */
public final class WorkerBundle {
  private WorkerBundle() {}

  /** An inference, a forecast of losses, or both, in the order of the claim. */
  public static InferenceForecastBundle ofValue(WindowKey key, SubmittedValue said) {
    InferenceForecastBundle.Builder bundle = InferenceForecastBundle.newBuilder();
    if (!said.value().isEmpty()) {
      bundle.setInference(inference(key, said));
    }
    if (!said.forecast().isEmpty()) {
      bundle.setForecast(forecast(key, said));
    }
    return bundle.build();
  }

  private static Inference inference(WindowKey key, SubmittedValue said) {
    Inference.Builder inference =
        Inference.newBuilder()
            .setTopicId(key.topic())
            .setBlockHeight(key.nonce())
            .setInferer(key.worker())
            .setValue(said.value());
    said.labels()
        .forEach((k, v) -> inference.addValues(LabeledValue.newBuilder().setLabel(k).setValue(v)));
    return inference.build();
  }

  private static Forecast forecast(WindowKey key, SubmittedValue said) {
    Forecast.Builder forecast =
        Forecast.newBuilder()
            .setTopicId(key.topic())
            .setBlockHeight(key.nonce())
            .setForecaster(key.worker());
    said.forecast()
        .forEach(
            (inferer, loss) ->
                forecast.addForecastElements(
                    ForecastElement.newBuilder().setInferer(inferer).setValue(loss)));
    return forecast.build();
  }

  /** The claim's text that this bundle carries. */
  public static SubmittedValue toValue(InferenceForecastBundle bundle) {
    Map<String, String> labels = new LinkedHashMap<>();
    bundle.getInference().getValuesList().forEach(it -> labels.put(it.getLabel(), it.getValue()));
    Map<String, String> forecast = new LinkedHashMap<>();
    bundle
        .getForecast()
        .getForecastElementsList()
        .forEach(it -> forecast.put(it.getInferer(), it.getValue()));
    return new SubmittedValue(bundle.getInference().getValue(), labels, forecast);
  }

  public static InsertWorkerPayloadRequest signedPayloadRequest(
      InferenceForecastBundle bundle, long topic, long nonce, Wallet wallet) {
    WorkerDataBundle data =
        WorkerDataBundle.newBuilder()
            .setWorker(wallet.address())
            .setNonce(Nonce.newBuilder().setBlockHeight(nonce))
            .setTopicId(topic)
            .setInferenceForecastsBundle(bundle)
            .setInferencesForecastsBundleSignature(
                ByteString.copyFrom(wallet.sign(bundle.toByteArray())))
            .setPubkey(HexFormat.of().formatHex(wallet.publicKey()))
            .build();
    return InsertWorkerPayloadRequest.newBuilder()
        .setSender(wallet.address())
        .setWorkerDataBundle(data)
        .build();
  }
}
