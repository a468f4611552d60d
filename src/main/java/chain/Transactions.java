package chain;

import chain.wire.Coin;
import chain.wire.Fee;
import chain.wire.Inference;
import chain.wire.InferenceForecastBundle;
import chain.wire.RegisterRequest;
import com.google.protobuf.Any;
import com.google.protobuf.MessageLite;
import domain.Failure;
import domain.Reason;
import domain.WindowKey;
import java.util.Base64;
import wallet.Wallet;

/**
 * The two transactions a worker sends. The same inputs always give the same bytes and the same
 * hash, so a transaction can be rebuilt but never doubled.
 */
public final class Transactions {
  private static final String DENOM = "uallo";

  private Transactions() {}

  /**
   * The answer to a window, signed twice: the bundle inside and the transaction around it.
   *
   * @param value canonical, see {@link Decimals}
   * @throws Failure.Skip if the value is not canonical or the window belongs to another worker
   */
  public static SignedTx workerPayload(
      WindowKey key, String value, Wallet wallet, TxContext context) {
    return direct(payload(key, value, wallet, context), context, wallet).signed(wallet);
  }

  /** The same as base64 with an empty signature, for simulation. */
  public static String workerPayloadTrial(
      WindowKey key, String value, Wallet wallet, TxContext context) {
    return trial(payload(key, value, wallet, context), context, wallet);
  }

  /** Registers the wallet as a worker of the topic, owned and paid by itself. */
  public static SignedTx register(long topic, Wallet wallet, TxContext context) {
    return direct(registration(topic, wallet, context), context, wallet).signed(wallet);
  }

  /** The same as base64 with an empty signature, for simulation. */
  public static String registerTrial(long topic, Wallet wallet, TxContext context) {
    return trial(registration(topic, wallet, context), context, wallet);
  }

  static SignDirect direct(Any message, TxContext context, Wallet wallet) {
    return SignDirect.of(message, fee(context), context, wallet);
  }

  static Any message(String emissions, String name, MessageLite request) {
    return Any.newBuilder()
        .setTypeUrl("/emissions." + emissions + "." + name)
        .setValue(request.toByteString())
        .build();
  }

  private static String trial(Any message, TxContext context, Wallet wallet) {
    return Base64.getEncoder().encodeToString(direct(message, context, wallet).unsigned());
  }

  private static Any payload(WindowKey key, String value, Wallet wallet, TxContext context) {
    check(key, value, wallet, context);
    Inference inference =
        Inference.newBuilder()
            .setTopicId(key.topic())
            .setBlockHeight(key.nonce())
            .setInferer(wallet.address())
            .setValue(value)
            .build();
    InferenceForecastBundle bundle =
        InferenceForecastBundle.newBuilder().setInference(inference).build();
    return message(
        context.emissions(),
        "InsertWorkerPayloadRequest",
        WorkerBundle.request(bundle, key.topic(), key.nonce(), wallet));
  }

  static Any registration(long topic, Wallet wallet, TxContext context) {
    RegisterRequest request =
        RegisterRequest.newBuilder()
            .setSender(wallet.address())
            .setTopicId(topic)
            .setOwner(wallet.address())
            .build();
    return message(context.emissions(), "RegisterRequest", request);
  }

  private static Fee fee(TxContext context) {
    Fee.Builder fee =
        Fee.newBuilder().setGasLimit(context.gasLimit()).setGranter(context.feeGranter());
    if (context.fee().signum() > 0) {
      fee.addAmount(Coin.newBuilder().setDenom(DENOM).setAmount(context.fee().toString()));
    }
    return fee.build();
  }

  private static void check(WindowKey key, String value, Wallet wallet, TxContext context) {
    if (!Decimals.canonical(value).equals(value)) {
      throw refused(key, "the value " + value + " is not in the chain's own spelling");
    }
    if (!key.worker().equals(wallet.address())) {
      throw refused(key, "it belongs to " + key.worker() + ", the wallet is " + wallet);
    }
    if (!key.chainId().equals(context.chainId())) {
      throw refused(key, "it belongs to " + key.chainId() + ", not to " + context.chainId());
    }
  }

  private static Failure.Skip refused(WindowKey key, String why) {
    return new Failure.Skip(
        Reason.INTERNAL, "window " + key.label() + " is not signed: " + why + "; report this");
  }
}
