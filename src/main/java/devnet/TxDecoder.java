package devnet;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import devnet.wire.AuthInfo;
import devnet.wire.InsertWorkerPayloadRequest;
import devnet.wire.RegisterRequest;
import devnet.wire.TxBody;
import devnet.wire.TxRaw;
import fr.acinq.bitcoin.Crypto;
import java.util.HexFormat;
import java.util.List;

/** Bytes to transaction. Unknown fields, foreign type URLs and bad decimals are parse errors. */
final class TxDecoder {
  private final Emissions emissions;

  TxDecoder(Emissions emissions) {
    this.emissions = emissions;
  }

  static String hash(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(Crypto.sha256(bytes));
  }

  Tx decode(byte[] bytes) {
    TxRaw raw = parse(TxRaw.parser(), bytes);
    TxBody body = parse(TxBody.parser(), raw.getBodyBytes().toByteArray());
    AuthInfo auth = parse(AuthInfo.parser(), raw.getAuthInfoBytes().toByteArray());
    List<Order> orders = body.getMessagesList().stream().map(this::order).toList();
    if (orders.isEmpty()) {
      throw Refusal.sdk(18, "must contain at least one message: invalid request");
    }
    return new Tx(bytes, hash(bytes), raw, body, auth, orders);
  }

  private Order order(Any any) {
    String url = any.getTypeUrl();
    byte[] value = any.getValue().toByteArray();
    if (url.equals(emissions.typeUrl("InsertWorkerPayloadRequest"))) {
      var request = parse(InsertWorkerPayloadRequest.parser(), value);
      return new Order.Payload(url, new Canonical(emissions).of(request));
    }
    if (url.equals(emissions.typeUrl("RegisterRequest"))) {
      return new Order.Registration(url, parse(RegisterRequest.parser(), value));
    }
    throw Refusal.sdk(2, "unable to resolve type URL " + url + ": tx parse error");
  }

  static <M extends Message> M parse(Parser<M> parser, byte[] bytes) {
    try {
      M message = parser.parseFrom(bytes);
      refuseUnknown(message);
      return message;
    } catch (InvalidProtocolBufferException e) {
      throw Refusal.sdk(2, e.getMessage() + ": tx parse error");
    }
  }

  private static void refuseUnknown(Message message) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      int field = message.getUnknownFields().asMap().keySet().iterator().next();
      String type = message.getDescriptorForType().getName();
      throw Refusal.sdk(
          2, "errUnknownField \"" + type + "\": {TagNum: " + field + "}: tx parse error");
    }
    for (Object value : message.getAllFields().values()) {
      Iterable<?> parts = value instanceof List<?> list ? list : List.of(value);
      for (Object part : parts) {
        if (part instanceof Message inner) {
          refuseUnknown(inner);
        }
      }
    }
  }
}
