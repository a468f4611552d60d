package chain.message;

import chain.wire.InsertReputerPayloadRequest;
import chain.wire.Nonce;
import chain.wire.OneOutInfererForecasterValues;
import chain.wire.ReputerRequestNonce;
import chain.wire.ReputerValueBundle;
import chain.wire.WorkerAttributedValue;
import com.google.protobuf.ByteString;
import domain.ValueBundle;
import domain.ValueBundle.Part;
import domain.WindowKey;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import wallet.Wallet;

/**
 * The losses that a reputer reports for a nonce, as the chain's bundle and back, and the signed
 * request around it. The chain decodes and re-encodes the bundle before it verifies the signature,
 * so the two numbers that are never optional are always written.
 */
public final class ReputerBundle {
  private ReputerBundle() {}

  public static chain.wire.ValueBundle ofLosses(WindowKey key, ValueBundle losses) {
    var bundle =
        chain.wire.ValueBundle.newBuilder()
            .setTopicId(key.topic())
            .setReputerRequestNonce(
                ReputerRequestNonce.newBuilder()
                    .setReputerNonce(Nonce.newBuilder().setBlockHeight(key.nonce())))
            .setReputer(key.worker())
            .setCombinedValue(losses.combined())
            .addAllInfererValues(toValues(losses.list(Part.INFERERS)))
            .addAllForecasterValues(toValues(losses.list(Part.FORECASTERS)))
            .setNaiveValue(losses.naive())
            .addAllOneOutInfererValues(toValues(losses.list(Part.WITHOUT_INFERER)))
            .addAllOneOutForecasterValues(toValues(losses.list(Part.WITHOUT_FORECASTER)))
            .addAllOneInForecasterValues(toValues(losses.list(Part.WITH_FORECASTER)));
    Map<String, Map<String, String>> byForecaster = new LinkedHashMap<>();
    losses
        .list(Part.FORECASTER_WITHOUT_INFERER)
        .forEach(
            (pair, loss) -> {
              String[] names = pair.split("/");
              byForecaster
                  .computeIfAbsent(names[0], it -> new LinkedHashMap<>())
                  .put(names[1], loss);
            });
    byForecaster.forEach(
        (forecaster, list) ->
            bundle.addOneOutInfererForecasterValues(
                OneOutInfererForecasterValues.newBuilder()
                    .setForecaster(forecaster)
                    .addAllOneOutInfererValues(toValues(list))));
    return bundle.build();
  }

  /** The losses that a bundle carries. */
  public static ValueBundle toLosses(chain.wire.ValueBundle bundle) {
    Map<Part, Map<String, String>> lists = new EnumMap<>(Part.class);
    lists.put(Part.INFERERS, toMap(bundle.getInfererValuesList()));
    lists.put(Part.FORECASTERS, toMap(bundle.getForecasterValuesList()));
    lists.put(Part.WITHOUT_INFERER, toMap(bundle.getOneOutInfererValuesList()));
    lists.put(Part.WITHOUT_FORECASTER, toMap(bundle.getOneOutForecasterValuesList()));
    lists.put(Part.WITH_FORECASTER, toMap(bundle.getOneInForecasterValuesList()));
    Map<String, String> pairs = new LinkedHashMap<>();
    bundle
        .getOneOutInfererForecasterValuesList()
        .forEach(
            it ->
                toMap(it.getOneOutInfererValuesList())
                    .forEach((inferer, v) -> pairs.put(it.getForecaster() + "/" + inferer, v)));
    lists.put(Part.FORECASTER_WITHOUT_INFERER, pairs);
    return new ValueBundle(bundle.getCombinedValue(), bundle.getNaiveValue(), lists);
  }

  public static InsertReputerPayloadRequest signedPayloadRequest(
      chain.wire.ValueBundle bundle, Wallet wallet) {
    return InsertReputerPayloadRequest.newBuilder()
        .setSender(wallet.address())
        .setReputerValueBundle(
            ReputerValueBundle.newBuilder()
                .setValueBundle(bundle)
                .setSignature(ByteString.copyFrom(wallet.sign(bundle.toByteArray())))
                .setPubkey(HexFormat.of().formatHex(wallet.publicKey())))
        .build();
  }

  private static List<WorkerAttributedValue> toValues(Map<String, String> list) {
    return list.entrySet().stream()
        .map(
            it ->
                WorkerAttributedValue.newBuilder()
                    .setWorker(it.getKey())
                    .setValue(it.getValue())
                    .build())
        .toList();
  }

  private static Map<String, String> toMap(List<WorkerAttributedValue> list) {
    Map<String, String> map = new LinkedHashMap<>();
    list.forEach(it -> map.put(it.getWorker(), it.getValue()));
    return map;
  }
}
