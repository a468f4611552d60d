package chain.query;

import base.BoundedNumbers;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.node.EmissionsQueries;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Stake of an account in a topic, its own and that of others, as the chain tells it. */
public final class StakeReader {
  private final EmissionsQueries queries;
  private final ProtocolFees protocol;

  public StakeReader(EmissionsQueries queries, ProtocolFees protocol) {
    this.queries = queries;
    this.protocol = protocol;
  }

  /**
   * All in uallo.
   *
   * @param delegated of others, upon this reputer
   * @param placed by this account upon others
   * @param counted against the minimum
   */
  public record Stake(
      BigInteger own,
      BigInteger delegated,
      BigInteger placed,
      CountedStake counted,
      Optional<Removal> removal) {}

  /**
   * What decides whether a reputer may report.
   *
   * @param authority own and delegated stake
   * @param minimum that a reputer needs in the topic
   */
  public record CountedStake(BigInteger authority, BigInteger minimum) {
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
   * Stake of an account upon one reputer.
   *
   * @param pending rewards that wait to be claimed
   */
  public record Delegation(BigInteger amount, BigInteger pending, Optional<Removal> removal) {}

  /**
   * @throws domain.Failure.Retry if no node answers
   */
  public Stake readStake(long topic, String account) {
    String owner = "/" + account + "/" + topic;
    return new Stake(
        readAmount("/reputer_stake_self" + owner, "amount"),
        readAmount("/reputer_delegate_stake" + owner, "amount"),
        readAmount("/delegate_stake" + owner, "amount"),
        readCounted(topic, account),
        readRemoval("/stake_removal/" + topic + "/" + account));
  }

  public CountedStake readCounted(long topic, String account) {
    return new CountedStake(
        readAmount("/stake_reputer_authority/" + topic + "/" + account, "authority"),
        protocol.requiredStake());
  }

  /** The chain keeps what was paid for already as a debt; what is left of a uallo waits on. */
  public Delegation readDelegation(long topic, String account, String reputer) {
    NodeReply placed =
        queries.getRequired("/delegate_stake_placement/" + topic + "/" + account + "/" + reputer);
    NodeReply share = queries.getRequired("/delegate_reward_per_share/" + topic + "/" + reputer);
    BigInteger amount =
        readAmount("/delegate_stake/" + account + "/" + reputer + "/" + topic, "amount");
    BigDecimal earned =
        new BigDecimal(amount)
            .multiply(decimal(share, share.field("reward_per_share")))
            .subtract(decimal(placed, placed.field("delegator_info", "reward_debt")));
    return new Delegation(
        amount,
        earned.toBigInteger().max(BigInteger.ZERO),
        readRemoval("/delegate_stake_removal/" + topic + "/" + account + "/" + reputer));
  }

  private static BigDecimal decimal(NodeReply reply, JsonNode number) {
    return number.isMissingNode() || number.isNull()
        ? BigDecimal.ZERO
        : BoundedNumbers.parseDecimal(reply.decimalText(number, "reward"));
  }

  private BigInteger readAmount(String path, String field) {
    return queries.getRequired(path).amountField(field);
  }

  private Optional<Removal> readRemoval(String path) {
    NodeReply reply = queries.get(path);
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
