package devnet;

import devnet.wire.InsertWorkerPayloadRequest;
import devnet.wire.RegisterRequest;

/** What a transaction asks the emissions module to do, decoded and in canonical form. */
sealed interface Order {
  String typeUrl();

  String sender();

  /** An inference, and perhaps forecasts, for one nonce. Decimal texts are already canonical. */
  record Payload(String typeUrl, InsertWorkerPayloadRequest request) implements Order {
    @Override
    public String sender() {
      return request.getSender();
    }
  }

  /** A worker or reputer joins a topic. */
  record Registration(String typeUrl, RegisterRequest request) implements Order {
    @Override
    public String sender() {
      return request.getSender();
    }
  }
}
