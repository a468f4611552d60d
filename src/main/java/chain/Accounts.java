package chain;

import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import domain.Reason;
import java.math.BigInteger;

/** Reads the worker's account. */
final class Accounts {
  private final Nodes nodes;
  private final String address;

  Accounts(Nodes nodes, String address) {
    this.nodes = nodes;
    this.address = address;
  }

  String address() {
    return address;
  }

  /**
   * @throws Failure.Wait if the account was never funded, or nobody answers
   */
  Account read() {
    Reply info = info();
    return new Account(address, info.number("account_number"), info.number("sequence"), balance());
  }

  /**
   * Transactions of this account included so far.
   *
   * @throws Failure.Wait as {@link #read}
   */
  long sequence() {
    return info().number("sequence");
  }

  private Reply info() {
    Reply reply = nodes.get("/cosmos/auth/v1beta1/account_info/" + address);
    return new Reply(reply.from(), reply.status(), reply.ok() ? reply.at("info") : nested());
  }

  /** Older nodes fail the flat form for an account without a public key. */
  private JsonNode nested() {
    Reply reply = nodes.get("/cosmos/auth/v1beta1/accounts/" + address);
    if (reply.notFound()) {
      throw new Failure.Wait(
          Reason.NO_ACCOUNT,
          "account "
              + address
              + " is not on the chain: it begins to exist when coins arrive there");
    }
    JsonNode holder = reply.body().findParent("account_number");
    if (holder == null) {
      throw new Failure.Wait(
          Reason.NO_ENDPOINT, reply.from() + " answered without the account of " + address);
    }
    return holder;
  }

  /** In uallo; 0 for an account that was never funded. */
  BigInteger balance() {
    Reply reply = nodes.get("/cosmos/bank/v1beta1/balances/" + address + "/by_denom?denom=uallo");
    return new BigInteger(reply.text("balance", "amount"));
  }
}
