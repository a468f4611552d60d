package chain.tx;

import com.fasterxml.jackson.databind.JsonNode;
import domain.Attempt;
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

  public static String signedPayloadHex(JsonNode vector) {
    JsonNode in = vector.path("inputs");
    TxContext context =
        new TxContext(
            in.path("chain_id").asText(),
            vector.path("message_type_url").asText().split("\\.")[1],
            in.path("account_number").asLong(),
            in.path("sequence").asLong(),
            in.path("gas_limit").asLong(),
            new BigInteger(in.path("fee_uallo").asText()),
            in.path("fee_granter").asText(),
            in.path("timeout_height").asLong(),
            in.path("memo").asText());
    Wallet wallet = Wallet.fromMnemonic(in.path("signer_mnemonic").asText().toCharArray());
    return HexFormat.of()
        .formatHex(
            Transactions.signPayload(key(vector), claimText(vector), wallet, context).bytes());
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
