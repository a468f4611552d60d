package chain.tx;

import chain.message.ReputerBundle;
import chain.wire.InsertReputerPayloadRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import domain.Attempt;
import domain.ValueBundle;
import domain.WindowKey;
import java.math.BigInteger;
import java.util.HexFormat;
import wallet.Wallet;

/** Signs the published transactions of other roles by the way that a claim takes. */
public final class TransactionVectorAccess {
  private TransactionVectorAccess() {}

  public static WindowKey key(JsonNode vector) {
    DecodedSubmission published =
        DecodedSubmission.fromBase64(vector.path("tx_raw_base64").asText());
    return new WindowKey(
        vector.path("inputs").path("chain_id").asText(),
        published.topic(),
        published.nonce(),
        published.worker(),
        published.role());
  }

  public static String claimText(JsonNode vector) {
    return DecodedSubmission.fromBase64(vector.path("tx_raw_base64").asText()).value();
  }

  private static TxContext context(JsonNode vector) {
    JsonNode in = vector.path("inputs");
    return new TxContext(
        in.path("chain_id").asText(),
        vector.path("message_type_url").asText().split("\\.")[1],
        in.path("account_number").asLong(),
        in.path("sequence").asLong(),
        in.path("gas_limit").asLong(),
        new BigInteger(in.path("fee_uallo").asText()),
        in.path("fee_granter").asText(),
        in.path("timeout_height").asLong(),
        in.path("memo").asText());
  }

  private static Wallet signer(JsonNode vector) {
    String words = vector.path("inputs").path("signer_mnemonic").asText();
    return Wallet.fromMnemonic(words.toCharArray());
  }

  public static String signedPayloadHex(JsonNode vector) {
    return hex(
        Transactions.signPayload(key(vector), claimText(vector), signer(vector), context(vector)));
  }

  /** Of a reputer's report that another account sends and pays for. */
  public static String reportOfAnotherHex(JsonNode vector) {
    String words = vector.path("reputer").path("mnemonic").asText();
    chain.wire.ValueBundle bundle =
        ReputerBundle.ofLosses(key(vector), ValueBundle.parse(claimText(vector)));
    InsertReputerPayloadRequest request =
        ReputerBundle.signedPayloadRequest(bundle, Wallet.fromMnemonic(words.toCharArray()))
            .toBuilder()
            .setSender(signer(vector).address())
            .build();
    Any message =
        Transactions.emissionsMessage(
            context(vector).emissionsVersion(), "InsertReputerPayloadRequest", request);
    return hex(
        Transactions.signDirect(message, context(vector), signer(vector)).sign(signer(vector)));
  }

  private static String hex(SignedTx signed) {
    return HexFormat.of().formatHex(signed.bytes());
  }

  public static Attempt attempt(JsonNode vector) {
    JsonNode in = vector.path("inputs");
    return new Attempt(
        1,
        vector.path("tx_raw_base64").asText(),
        vector.path("tx_hash").asText(),
        in.path("sequence").asLong(),
        in.path("gas_limit").asLong(),
        new BigInteger(in.path("fee_uallo").asText()),
        in.path("timeout_height").asLong(),
        in.path("account_number").asLong());
  }
}
