package chain.tx;

import chain.wire.InferenceForecastBundle;
import chain.wire.InsertWorkerPayloadRequest;
import chain.wire.Nonce;
import chain.wire.WorkerDataBundle;
import com.google.protobuf.ByteString;
import java.util.HexFormat;
import wallet.Wallet;

/**
 * Wraps what a worker says about a nonce into the signed bundle. The bundle may hold more than a
 * scalar inference (forecast elements, labelled values): the signature covers its bytes as they
 * are.
 */
final class WorkerBundle {
  private WorkerBundle() {}

  static InsertWorkerPayloadRequest signedPayloadRequest(
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
