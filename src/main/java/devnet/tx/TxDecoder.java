package devnet.tx;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import devnet.genesis.DevnetEmissionsVersion;
import devnet.ledger.TxRejectedException;
import devnet.wire.AuthInfo;
import devnet.wire.InsertWorkerPayloadRequest;
import devnet.wire.RegisterRequest;
import devnet.wire.TxBody;
import devnet.wire.TxRaw;
import fr.acinq.bitcoin.Crypto;
import java.util.HexFormat;
import java.util.List;

/** Bytes to transaction. Unknown fields, foreign type URLs and bad decimals are parse errors. */
public final class TxDecoder {
  private final DevnetEmissionsVersion emissions;

  public TxDecoder(DevnetEmissionsVersion emissions) {
    this.emissions = emissions;
  }

  public static String txHash(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(Crypto.sha256(bytes));
  }

  public DecodedTx decode(byte[] bytes) {
    TxRaw raw = parseStrictly(TxRaw.parser(), bytes);
    TxBody body = parseStrictly(TxBody.parser(), raw.getBodyBytes().toByteArray());
    AuthInfo auth = parseStrictly(AuthInfo.parser(), raw.getAuthInfoBytes().toByteArray());
    List<EmissionsMessage> orders =
        body.getMessagesList().stream().map(this::decodeMessage).toList();
    if (orders.isEmpty()) {
      throw TxRejectedException.sdkError(18, "must contain at least one message: invalid request");
    }
    return new DecodedTx(bytes, txHash(bytes), raw, body, auth, orders);
  }

  private EmissionsMessage decodeMessage(Any any) {
    String url = any.getTypeUrl();
    byte[] value = any.getValue().toByteArray();
    if (url.equals(emissions.typeUrl("InsertWorkerPayloadRequest"))) {
      var request = parseStrictly(InsertWorkerPayloadRequest.parser(), value);
      return new EmissionsMessage.WorkerPayloadMessage(
          url, new PayloadCanonicalizer(emissions).canonicalize(request));
    }
    if (url.equals(emissions.typeUrl("RegisterRequest"))) {
      return new EmissionsMessage.RegistrationMessage(
          url, parseStrictly(RegisterRequest.parser(), value));
    }
    throw TxRejectedException.sdkError(2, "unable to resolve type URL " + url + ": tx parse error");
  }

  static <M extends Message> M parseStrictly(Parser<M> parser, byte[] bytes) {
    try {
      M message = parser.parseFrom(bytes);
      rejectUnknownFields(message);
      return message;
    } catch (InvalidProtocolBufferException e) {
      throw TxRejectedException.sdkError(
          2, "invalid length; proto: invalid field number: tx parse error");
    }
  }

  private static void rejectUnknownFields(Message message) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      int field = message.getUnknownFields().asMap().keySet().iterator().next();
      String type = message.getDescriptorForType().getName();
      throw TxRejectedException.sdkError(
          2, "errUnknownField \"" + type + "\": {TagNum: " + field + "}: tx parse error");
    }
    for (Object value : message.getAllFields().values()) {
      Iterable<?> parts = value instanceof List<?> list ? list : List.of(value);
      for (Object part : parts) {
        if (part instanceof Message inner) {
          rejectUnknownFields(inner);
        }
      }
    }
  }
}
