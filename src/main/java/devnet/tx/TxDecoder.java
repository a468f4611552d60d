package devnet.tx;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.LedgerDecimal;
import devnet.ledger.TxRejectedException;
import devnet.proto.AddStakeRequest;
import devnet.proto.AuthInfo;
import devnet.proto.CancelRemoveDelegateStakeRequest;
import devnet.proto.CancelRemoveStakeRequest;
import devnet.proto.DelegateStakeRequest;
import devnet.proto.FundTopicRequest;
import devnet.proto.Inference;
import devnet.proto.InsertReputerPayloadRequest;
import devnet.proto.InsertWorkerPayloadRequest;
import devnet.proto.MsgSend;
import devnet.proto.RegisterRequest;
import devnet.proto.RemoveDelegateStakeRequest;
import devnet.proto.RemoveRegistrationRequest;
import devnet.proto.RemoveStakeRequest;
import devnet.proto.RewardDelegateStakeRequest;
import devnet.proto.TxBody;
import devnet.proto.TxRaw;
import fr.acinq.bitcoin.Crypto;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Decodes transactions. Unknown fields, foreign type URLs and bad decimals are parse errors. */
public final class TxDecoder {
  private static final Map<String, Parser<? extends Message>> ACCOUNT_MESSAGES =
      Map.of(
          "RemoveRegistrationRequest", RemoveRegistrationRequest.parser(),
          "AddStakeRequest", AddStakeRequest.parser(),
          "RemoveStakeRequest", RemoveStakeRequest.parser(),
          "CancelRemoveStakeRequest", CancelRemoveStakeRequest.parser(),
          "DelegateStakeRequest", DelegateStakeRequest.parser(),
          "RemoveDelegateStakeRequest", RemoveDelegateStakeRequest.parser(),
          "CancelRemoveDelegateStakeRequest", CancelRemoveDelegateStakeRequest.parser(),
          "RewardDelegateStakeRequest", RewardDelegateStakeRequest.parser(),
          "FundTopicRequest", FundTopicRequest.parser());

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
    var orders = body.getMessagesList().stream().map(this::decodeMessage).toList();
    if (orders.isEmpty()) {
      throw TxRejectedException.sdkError(18, "must contain at least one message: invalid request");
    }
    return new DecodedTx(bytes, txHash(bytes), raw, body, auth, orders);
  }

  private DecodedTx.TxMessage decodeMessage(Any any) {
    String url = any.getTypeUrl();
    byte[] value = any.getValue().toByteArray();
    if (url.equals(emissions.typeUrl("InsertWorkerPayloadRequest"))) {
      var request = parseStrictly(InsertWorkerPayloadRequest.parser(), value);
      return new DecodedTx.TxMessage(url, canonicalize(request));
    }
    if (url.equals(emissions.typeUrl("InsertReputerPayloadRequest"))) {
      var request = parseStrictly(InsertReputerPayloadRequest.parser(), value);
      return new DecodedTx.TxMessage(url, canonicalize(request));
    }
    if (url.equals(emissions.typeUrl("RegisterRequest"))) {
      return new DecodedTx.TxMessage(url, parseStrictly(RegisterRequest.parser(), value));
    }
    for (Map.Entry<String, Parser<? extends Message>> verb : ACCOUNT_MESSAGES.entrySet()) {
      if (url.equals(emissions.typeUrl(verb.getKey()))) {
        return new DecodedTx.TxMessage(url, requireAmounts(parseStrictly(verb.getValue(), value)));
      }
    }
    if (url.equals("/cosmos.bank.v1beta1.MsgSend")) {
      return new DecodedTx.TxMessage(url, parseStrictly(MsgSend.parser(), value));
    }
    throw TxRejectedException.sdkError(2, "unable to resolve type URL " + url + ": tx parse error");
  }

  /** Amounts are whole numbers of uallo; a missing one is refused only when the message runs. */
  private static Message requireAmounts(Message request) {
    var field = request.getDescriptorForType().findFieldByName("amount");
    String amount = field == null ? "" : (String) request.getField(field);
    if (!amount.matches("(-?\\d{1,90})?")) {
      throw TxRejectedException.sdkError(
          2, "math/big: cannot unmarshal \"%s\" into a *big.Int: tx parse error", amount);
    }
    return request;
  }

  /** Re-encodes the decimals of a payload as the chain does after decoding it. */
  private InsertWorkerPayloadRequest canonicalize(InsertWorkerPayloadRequest request) {
    if (!request.getWorkerDataBundle().hasInferenceForecastsBundle()) {
      return request;
    }
    var out = request.toBuilder();
    var bundle = out.getWorkerDataBundleBuilder().getInferenceForecastsBundleBuilder();
    if (bundle.hasInference()) {
      canonicalizeDecimals(bundle.getInferenceBuilder());
    }
    if (bundle.hasForecast()) {
      bundle
          .getForecastBuilder()
          .getForecastElementsBuilderList()
          .forEach(it -> it.setValue(canonicalDecimal(it.getValue())));
    }
    return out.build();
  }

  /** Missing numbers are re-encoded as 0, so the signature over them fails. */
  private InsertReputerPayloadRequest canonicalize(InsertReputerPayloadRequest request) {
    var out = request.toBuilder();
    var bundle = out.getReputerValueBundleBuilder().getValueBundleBuilder();
    bundle.setCombinedValue(canonicalDecimal(bundle.getCombinedValue()));
    bundle.setNaiveValue(canonicalDecimal(bundle.getNaiveValue()));
    Stream.of(
            bundle.getInfererValuesBuilderList(),
            bundle.getForecasterValuesBuilderList(),
            bundle.getOneOutInfererValuesBuilderList(),
            bundle.getOneOutForecasterValuesBuilderList(),
            bundle.getOneInForecasterValuesBuilderList())
        .flatMap(List::stream)
        .forEach(it -> it.setValue(canonicalDecimal(it.getValue())));
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

  private String canonicalDecimal(String value) {
    return LedgerDecimal.canonical(value, emissions.isAfterV5());
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
          2, "errUnknownField \"%s\": {TagNum: %d}: tx parse error", type, field);
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
