package devnet.tx;

import devnet.wire.InsertWorkerPayloadRequest;
import devnet.wire.RegisterRequest;

/** What a transaction asks the emissions module to do, decoded and in canonical form. */
public sealed interface EmissionsMessage {
  String typeUrl();

  String sender();

  /** An inference, and perhaps forecasts, for one nonce. Decimal texts are already canonical. */
  record WorkerPayloadMessage(String typeUrl, InsertWorkerPayloadRequest request)
      implements EmissionsMessage {
    @Override
    public String sender() {
      return request.getSender();
    }
  }

  /** A worker or reputer joins a topic. */
  record RegistrationMessage(String typeUrl, RegisterRequest request) implements EmissionsMessage {
    @Override
    public String sender() {
      return request.getSender();
    }
  }
}
