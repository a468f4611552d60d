package chain.query;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.WorkerAccount;
import chain.node.NodePool;
import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import domain.FailureReason;
import java.math.BigInteger;

/** Reads the worker's account. */
public final class AccountReader {
  private final NodePool nodes;
  private final String address;

  public AccountReader(NodePool nodes, String address) {
    this.nodes = nodes;
    this.address = address;
  }

  public String address() {
    return address;
  }

  /**
   * @throws Failure.Retry if the account was never funded, or nobody answers
   */
  public WorkerAccount readAccount() {
    NodeReply info = accountInfo();
    return new WorkerAccount(
        address, info.longField("account_number"), info.longField("sequence"), readBalance());
  }

  /**
   * Transactions of this account included so far.
   *
   * @throws Failure.Retry as {@link #readAccount}
   */
  public long readSequence() {
    return accountInfo().longField("sequence");
  }

  private NodeReply accountInfo() {
    NodeReply reply =
        nodes.get(
            "/cosmos/auth/v1beta1/account_info/" + address, it -> check(it.field("info"), it));
    return new NodeReply(
        reply.endpoint(), reply.status(), reply.isOk() ? reply.field("info") : nestedAccountInfo());
  }

  /** Older nodes fail the flat form for an account without a public key. */
  private JsonNode nestedAccountInfo() {
    NodeReply reply =
        nodes.get(
            "/cosmos/auth/v1beta1/accounts/" + address,
            it -> check(it.body().findParent("account_number"), it));
    if (reply.isNotFound()) {
      throw new Failure.Retry(
          FailureReason.NO_ACCOUNT,
          "account "
              + address
              + " is not on the chain: it begins to exist when coins arrive there");
    }
    JsonNode holder = reply.body().findParent("account_number");
    if (!reply.isOk() || holder == null) {
      throw new Failure.Retry(
          FailureReason.NO_ENDPOINT,
          reply.endpoint() + " answered without the account of " + address);
    }
    return holder;
  }

  private static void check(JsonNode account, NodeReply reply) {
    if (account == null) {
      throw new NodeUnavailableException(reply.endpoint(), "answered without the account");
    }
    reply.parseLong(account.path("account_number"), "account_number");
    reply.parseLong(account.path("sequence"), "sequence");
  }

  /** In uallo; 0 for an account that was never funded. */
  public BigInteger readBalance() {
    String path = "/cosmos/bank/v1beta1/balances/" + address + "/by_denom?denom=uallo";
    return amountOf(nodes.get(path, AccountReader::amountOf));
  }

  private static BigInteger amountOf(NodeReply balance) {
    return balance.amountField("balance", "amount");
  }
}
