package chain.query;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.node.EmissionsQueries;
import java.math.BigInteger;
import java.util.Optional;

/** Stake of an account in a topic, its own and that of others, as the chain tells it. */
public final class StakeReader {
  private final EmissionsQueries queries;

  public StakeReader(EmissionsQueries queries) {
    this.queries = queries;
  }

  /**
   * All in uallo.
   *
   * @param authority own and delegated stake: what counts for the minimum
   * @param delegated of others, upon this reputer
   * @param placed by this account upon others
   * @param minimum that a reputer needs in the topic
   */
  public record Stake(
      boolean registeredAsReputer,
      BigInteger own,
      BigInteger delegated,
      BigInteger authority,
      BigInteger placed,
      BigInteger minimum,
      Optional<Removal> removal) {
    public boolean isEnough() {
      return authority.compareTo(minimum) >= 0;
    }
  }

  /**
   * Stake that is on its way back to the account.
   *
   * @param completed height of the block that pays it
   */
  public record Removal(BigInteger amount, long completed) {}

  /**
   * @throws domain.Failure.Retry if no node answers
   */
  public Stake readStake(long topic, String account) {
    String owner = "/" + account + "/" + topic;
    return new Stake(
        queries
            .getRequired("/reputer_registered/" + topic + "/" + account)
            .booleanField("is_registered"),
        readAmount("/reputer_stake_self" + owner, "amount"),
        readAmount("/reputer_delegate_stake" + owner, "amount"),
        readAmount("/stake_reputer_authority/" + topic + "/" + account, "authority"),
        readAmount("/delegate_stake" + owner, "amount"),
        queries.getRequired("/params").amountField("params", "required_minimum_stake"),
        readRemoval(topic, account));
  }

  private BigInteger readAmount(String path, String field) {
    return queries.getRequired(path).amountField(field);
  }

  private Optional<Removal> readRemoval(long topic, String account) {
    NodeReply reply = queries.get("/stake_removal/" + topic + "/" + account);
    if (reply.isNotFound()) {
      return Optional.empty();
    }
    if (!reply.isOk()) {
      throw new NodeUnavailableException(
          reply.endpoint(), "does not tell removals of stake: " + reply.errorMessage());
    }
    return Optional.of(
        new Removal(
            reply.amountField("removal", "amount"),
            reply.longField("removal", "block_removal_completed")));
  }
}
