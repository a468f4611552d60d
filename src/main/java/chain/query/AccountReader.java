package chain.query;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.WorkerAccount;
import chain.node.NodePool;
import com.fasterxml.jackson.databind.JsonNode;
import domain.Attempt;
import domain.Failure;
import domain.FailureReason;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the worker's account. The account number stays for ever, so the one that a node has taken a
 * transaction with is kept; after a refusal all nodes are asked.
 */
public final class AccountReader {
  private static final long UNKNOWN = -1;

  private final NodePool nodes;
  private final String address;
  private long provenNumber = UNKNOWN;
  private long refusedNumber = UNKNOWN;
  private boolean doubtful;

  /** Number and sequence as one node tells them. */
  private record AccountNumbers(long number, long sequence) {}

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
    AccountNumbers told = readNumbers();
    return new WorkerAccount(address, told.number(), told.sequence(), readBalance());
  }

  /**
   * The same with a sequence that was counted: of an account that a node has taken a transaction
   * of, only the balance is asked.
   *
   * @param counted 0 where it could not be
   * @throws Failure.Retry as {@link #readAccount}
   */
  public WorkerAccount readAccount(long counted) {
    long number = knownNumber();
    return counted == 0 || number == UNKNOWN
        ? readAccount()
        : new WorkerAccount(address, number, counted, readBalance());
  }

  private synchronized long knownNumber() {
    return doubtful ? UNKNOWN : provenNumber;
  }

  /**
   * Transactions of this account included so far.
   *
   * @throws Failure.Retry as {@link #readAccount}
   */
  public long readSequence() {
    return readNumbers().sequence();
  }

  /**
   * The same according to all nodes: a transaction is given up over it.
   *
   * @throws Failure.Retry as {@link #readAccount}
   */
  public long readLowestSequence() {
    return askEachForNumbers().stream()
        .mapToLong(AccountNumbers::sequence)
        .min()
        .orElseGet(this::readSequence);
  }

  /** A node has taken a transaction, so what was told of the account was right. */
  public synchronized void recordTaken(Attempt attempt) {
    provenNumber = attempt.accountNumber();
    refusedNumber = UNKNOWN;
    doubtful = false;
  }

  /**
   * A transaction was refused for its number or sequence: the node that told them may have been
   * wrong, and all are asked until a transaction is taken.
   *
   * @param numberRefused whether the account number may be what was wrong
   */
  public synchronized void recordRefused(Attempt attempt, boolean numberRefused) {
    doubtful = true;
    if (numberRefused) {
      provenNumber = UNKNOWN;
      refusedNumber = attempt.accountNumber();
    }
  }

  private synchronized AccountNumbers readNumbers() {
    List<AccountNumbers> told = doubtful ? askEachForNumbers() : List.of();
    AccountNumbers read =
        told.stream()
            .min(
                Comparator.comparing((AccountNumbers it) -> it.number() == refusedNumber)
                    .thenComparing(AccountNumbers::sequence))
            .orElseGet(() -> numbersOf(accountInfo()));
    return provenNumber == UNKNOWN ? read : new AccountNumbers(provenNumber, read.sequence());
  }

  private List<AccountNumbers> askEachForNumbers() {
    return nodes.askEach(
        infoPath(),
        reply ->
            reply.isOk()
                ? Optional.of(numbersOf(withBody(reply, reply.field("info"))))
                : Optional.empty());
  }

  private static AccountNumbers numbersOf(NodeReply info) {
    return new AccountNumbers(info.longField("account_number"), info.longField("sequence"));
  }

  private String infoPath() {
    return "/cosmos/auth/v1beta1/account_info/" + address;
  }

  private NodeReply accountInfo() {
    NodeReply reply = nodes.get(infoPath(), it -> check(it.field("info"), it));
    return withBody(reply, reply.isOk() ? reply.field("info") : nestedAccountInfo());
  }

  private static NodeReply withBody(NodeReply reply, JsonNode body) {
    return new NodeReply(reply.endpoint(), reply.status(), body);
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
              + " is not on the chain: send ALLO to it, on a test network with `dromedary faucet`");
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
    return amountOf(nodes.get(balancePath(), AccountReader::amountOf));
  }

  /** The most that a node tells, before nothing is sent for want of coins. */
  public BigInteger readHighestBalance() {
    return nodes.askEach(balancePath(), it -> Optional.of(it).filter(NodeReply::isOk)).stream()
        .map(AccountReader::amountOf)
        .max(Comparator.naturalOrder())
        .orElseGet(this::readBalance);
  }

  private String balancePath() {
    return "/cosmos/bank/v1beta1/balances/" + address + "/by_denom?denom=uallo";
  }

  private static BigInteger amountOf(NodeReply balance) {
    return balance.amountField("balance", "amount");
  }
}
