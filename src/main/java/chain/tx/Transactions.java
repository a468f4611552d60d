package chain.tx;

import chain.message.AccountMessage;
import chain.message.ReputerBundle;
import chain.message.WorkerBundle;
import chain.model.CanonicalDecimals;
import chain.model.SubmittedValue;
import chain.wire.Coin;
import chain.wire.Fee;
import chain.wire.InferenceForecastBundle;
import com.google.protobuf.Any;
import com.google.protobuf.MessageLite;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.ValueBundle;
import domain.WindowKey;
import java.util.Base64;
import wallet.Wallet;

/**
 * The transactions a wallet sends. The same inputs always give the same bytes and the same hash, so
 * a transaction can be rebuilt but never doubled.
 */
public final class Transactions {
  private static final String DENOM = "uallo";

  private Transactions() {}

  /**
   * The submission to a window, signed twice: the bundle inside and the transaction around it.
   *
   * @param value canonical, see {@link SubmittedValue}
   * @throws Failure.Skip if the value is not canonical or the window belongs to another worker
   */
  public static SignedTx signPayload(
      WindowKey key, String value, Wallet wallet, TxContext context) {
    return signDirect(payloadMessage(key, value, wallet, context), context, wallet).sign(wallet);
  }

  /** The same as base64 with an empty signature, for simulation. */
  public static String unsignedPayload(
      WindowKey key, String value, Wallet wallet, TxContext context) {
    return unsignedBase64(payloadMessage(key, value, wallet, context), context, wallet);
  }

  /** What the account asks for by hand, signed. */
  public static SignedTx signAccountMessage(
      AccountMessage message, Wallet wallet, TxContext context) {
    return signDirect(toAny(message, context), context, wallet).sign(wallet);
  }

  /** The same as base64 with an empty signature, for simulation. */
  public static String unsignedAccountMessage(
      AccountMessage message, Wallet wallet, TxContext context) {
    return unsignedBase64(toAny(message, context), context, wallet);
  }

  static Any toAny(AccountMessage message, TxContext context) {
    return emissionsMessage(context.emissionsVersion(), message.name(), message.request());
  }

  static SignDirect signDirect(Any message, TxContext context, Wallet wallet) {
    return SignDirect.of(message, toProtoFee(context), context, wallet);
  }

  static Any emissionsMessage(String emissions, String name, MessageLite request) {
    return Any.newBuilder()
        .setTypeUrl("/emissions." + emissions + "." + name)
        .setValue(request.toByteString())
        .build();
  }

  private static String unsignedBase64(Any message, TxContext context, Wallet wallet) {
    return Base64.getEncoder()
        .encodeToString(signDirect(message, context, wallet).withEmptySignature());
  }

  private static Any payloadMessage(WindowKey key, String value, Wallet wallet, TxContext context) {
    requireSignable(key, value, wallet, context);
    if (key.role() == Role.REPUTER) {
      return emissionsMessage(
          context.emissionsVersion(),
          "InsertReputerPayloadRequest",
          ReputerBundle.signedPayloadRequest(
              ReputerBundle.ofLosses(key, ValueBundle.parse(value)), wallet));
    }
    InferenceForecastBundle bundle = WorkerBundle.ofValue(key, SubmittedValue.parse(value));
    return emissionsMessage(
        context.emissionsVersion(),
        "InsertWorkerPayloadRequest",
        WorkerBundle.signedPayloadRequest(bundle, key.topic(), key.nonce(), wallet));
  }

  private static Fee toProtoFee(TxContext context) {
    Fee.Builder fee =
        Fee.newBuilder().setGasLimit(context.gasLimit()).setGranter(context.feeGranter());
    if (context.fee().signum() > 0) {
      fee.addAmount(Coin.newBuilder().setDenom(DENOM).setAmount(context.fee().toString()));
    }
    return fee.build();
  }

  private static void requireSignable(
      WindowKey key, String value, Wallet wallet, TxContext context) {
    if (!isCanonical(key, value)) {
      throw notSignable(key, "the value " + value + " is not in the chain's own spelling");
    }
    if (!key.worker().equals(wallet.address())) {
      throw notSignable(key, "it belongs to " + key.worker() + ", the wallet is " + wallet);
    }
    if (!key.chainId().equals(context.chainId())) {
      throw notSignable(key, "it belongs to " + key.chainId() + ", not to " + context.chainId());
    }
  }

  private static boolean isCanonical(WindowKey key, String value) {
    return key.role() == Role.REPUTER
        ? ValueBundle.parse(value).numbers().stream()
            .allMatch(it -> CanonicalDecimals.toCanonical(it).equals(it))
        : SubmittedValue.parse(value).isCanonical();
  }

  private static Failure.Skip notSignable(WindowKey key, String why) {
    return new Failure.Skip(
        FailureReason.INTERNAL,
        "window " + key.label() + " is not signed: " + why + "; report this");
  }
}
