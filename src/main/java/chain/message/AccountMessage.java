package chain.message;

import chain.wire.AddStakeRequest;
import chain.wire.CancelRemoveDelegateStakeRequest;
import chain.wire.CancelRemoveStakeRequest;
import chain.wire.DelegateStakeRequest;
import chain.wire.FundTopicRequest;
import chain.wire.RegisterRequest;
import chain.wire.RemoveDelegateStakeRequest;
import chain.wire.RemoveRegistrationRequest;
import chain.wire.RemoveStakeRequest;
import chain.wire.RewardDelegateStakeRequest;
import com.google.protobuf.MessageLite;
import java.math.BigInteger;

/**
 * What an account asks of the chain by hand: to be registered or no longer, and to move stake and
 * coins.
 *
 * @param name of the request in the emissions module
 * @param spent uallo that leave the account beside the fee; for a registration that is for the
 *     chain to say
 */
public record AccountMessage(String name, MessageLite request, BigInteger spent) {
  public static AccountMessage registration(long topic, String sender, boolean reputer) {
    return free(
        "RegisterRequest",
        RegisterRequest.newBuilder()
            .setSender(sender)
            .setTopicId(topic)
            .setOwner(sender)
            .setIsReputer(reputer)
            .build());
  }

  public static AccountMessage removeRegistration(long topic, String sender, boolean reputer) {
    return free(
        "RemoveRegistrationRequest",
        RemoveRegistrationRequest.newBuilder()
            .setSender(sender)
            .setTopicId(topic)
            .setIsReputer(reputer)
            .build());
  }

  public static AccountMessage addStake(long topic, String sender, BigInteger uallo) {
    return new AccountMessage(
        "AddStakeRequest",
        AddStakeRequest.newBuilder()
            .setSender(sender)
            .setTopicId(topic)
            .setAmount(uallo.toString())
            .build(),
        uallo);
  }

  public static AccountMessage removeStake(long topic, String sender, BigInteger uallo) {
    return free(
        "RemoveStakeRequest",
        RemoveStakeRequest.newBuilder()
            .setSender(sender)
            .setTopicId(topic)
            .setAmount(uallo.toString())
            .build());
  }

  public static AccountMessage cancelRemoveStake(long topic, String sender) {
    return free(
        "CancelRemoveStakeRequest",
        CancelRemoveStakeRequest.newBuilder().setSender(sender).setTopicId(topic).build());
  }

  public static AccountMessage delegate(
      long topic, String sender, String reputer, BigInteger uallo) {
    return new AccountMessage(
        "DelegateStakeRequest",
        DelegateStakeRequest.newBuilder()
            .setSender(sender)
            .setTopicId(topic)
            .setReputer(reputer)
            .setAmount(uallo.toString())
            .build(),
        uallo);
  }

  public static AccountMessage removeDelegated(
      long topic, String sender, String reputer, BigInteger uallo) {
    return free(
        "RemoveDelegateStakeRequest",
        RemoveDelegateStakeRequest.newBuilder()
            .setSender(sender)
            .setReputer(reputer)
            .setTopicId(topic)
            .setAmount(uallo.toString())
            .build());
  }

  public static AccountMessage cancelRemoveDelegated(long topic, String sender, String reputer) {
    return free(
        "CancelRemoveDelegateStakeRequest",
        CancelRemoveDelegateStakeRequest.newBuilder()
            .setSender(sender)
            .setTopicId(topic)
            .setDelegator(sender)
            .setReputer(reputer)
            .build());
  }

  public static AccountMessage claimDelegated(long topic, String sender, String reputer) {
    return free(
        "RewardDelegateStakeRequest",
        RewardDelegateStakeRequest.newBuilder()
            .setSender(sender)
            .setTopicId(topic)
            .setReputer(reputer)
            .build());
  }

  public static AccountMessage fundTopic(long topic, String sender, BigInteger uallo) {
    return new AccountMessage(
        "FundTopicRequest",
        FundTopicRequest.newBuilder()
            .setSender(sender)
            .setTopicId(topic)
            .setAmount(uallo.toString())
            .build(),
        uallo);
  }

  private static AccountMessage free(String name, MessageLite request) {
    return new AccountMessage(name, request, BigInteger.ZERO);
  }
}
