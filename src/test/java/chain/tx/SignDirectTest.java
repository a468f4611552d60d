package chain.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static wallet.WalletTestVectors.hex;
import static wallet.WalletTestVectors.text;

import chain.wire.Coin;
import chain.wire.Fee;
import chain.wire.Nonce;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wallet.Wallet;
import wallet.WalletTestVectors;

/** Signatures published by another client, through the same code that signs our own messages. */
class SignDirectTest {
  static Stream<JsonNode> transfers() {
    return WalletTestVectors.all("/published/cosmjs_msgsend_direct");
  }

  static Stream<JsonNode> varints() {
    return WalletTestVectors.all("/uvarint");
  }

  @ParameterizedTest
  @MethodSource("transfers")
  void signsPublishedTransfers(JsonNode vector) throws IOException {
    Wallet wallet = Wallet.fromMnemonic(text(vector, "mnemonic").toCharArray());
    SignDirect direct = SignDirect.of(transfer(vector), fee(vector), context(vector), wallet);
    assertEquals(text(vector, "body_bytes_hex"), hex(direct.body().toByteArray()));
    assertEquals(text(vector, "auth_info_bytes_hex"), hex(direct.authInfo().toByteArray()));
    assertEquals(text(vector, "sign_doc_hex"), hex(direct.signDoc()));
    assertEquals(text(vector, "signature_hex"), hex(wallet.sign(direct.signDoc())));
    assertEquals(text(vector, "tx_raw_hex"), hex(direct.sign(wallet).bytes()));
    assertEquals(text(vector, "tx_hash"), direct.sign(wallet).hash());
  }

  @ParameterizedTest
  @MethodSource("varints")
  void writesPublishedVarints(JsonNode vector) {
    long value = Long.parseLong(text(vector, "value"));
    String expected = value == 0 ? "" : "08" + text(vector, "hex");
    assertEquals(expected, hex(Nonce.newBuilder().setBlockHeight(value).build().toByteArray()));
  }

  private static Any transfer(JsonNode vector) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeString(1, text(vector, "from"));
    out.writeString(2, text(vector, "to"));
    out.writeMessage(3, coin(text(vector, "amount")));
    out.flush();
    return Any.newBuilder()
        .setTypeUrl("/cosmos.bank.v1beta1.MsgSend")
        .setValue(ByteString.copyFrom(bytes.toByteArray()))
        .build();
  }

  private static Fee fee(JsonNode vector) {
    return Fee.newBuilder()
        .addAmount(coin(text(vector, "fee")))
        .setGasLimit(vector.required("gas_limit").asLong())
        .build();
  }

  private static Coin coin(String text) {
    String amount = text.replaceAll("[a-z]", "");
    return Coin.newBuilder().setAmount(amount).setDenom(text.substring(amount.length())).build();
  }

  private static TxContext context(JsonNode vector) {
    return new TxContext(
        text(vector, "chain_id"),
        "v10",
        vector.required("account_number").asLong(),
        vector.required("sequence").asLong(),
        vector.required("gas_limit").asLong(),
        BigInteger.ZERO,
        "",
        0,
        "");
  }
}
