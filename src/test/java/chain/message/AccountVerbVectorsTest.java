package chain.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verbs that a real node took or refused: our message is theirs, byte for byte. */
class AccountVerbVectorsTest {
  static Stream<JsonNode> verbs() {
    Stream<JsonNode> refused = RoleVectors.all("/errors/account_verbs");
    Stream<JsonNode> taken =
        RoleVectors.all("/transactions").filter(it -> !url(it).contains("Payload"));
    return Stream.concat(refused, taken).filter(it -> !it.path("message_hex").asText().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void encodesTheVerb(JsonNode vector) throws Exception {
    byte[] published = HexFormat.of().parseHex(vector.path("message_hex").asText());
    AccountMessage ours = rebuild(url(vector).replaceFirst(".*\\.", ""), published);
    if (ours != null) {
      assertEquals(
          vector.path("message_hex").asText(),
          HexFormat.of().formatHex(ours.request().toByteArray()));
      assertEquals(url(vector), "/emissions.v5." + ours.name());
    }
  }

  /** From its own fields; null where the vector holds what is never sent: no amount at all. */
  private static AccountMessage rebuild(String name, byte[] bytes)
      throws InvalidProtocolBufferException {
    switch (name) {
      case "AddStakeRequest" -> {
        var it = AddStakeRequest.parseFrom(bytes);
        return it.getAmount().matches("-?\\d+")
            ? AccountMessage.addStake(it.getTopicId(), it.getSender(), whole(it.getAmount()))
            : null;
      }
      case "RemoveStakeRequest" -> {
        var it = RemoveStakeRequest.parseFrom(bytes);
        return AccountMessage.removeStake(it.getTopicId(), it.getSender(), whole(it.getAmount()));
      }
      case "CancelRemoveStakeRequest" -> {
        var it = CancelRemoveStakeRequest.parseFrom(bytes);
        return AccountMessage.cancelRemoveStake(it.getTopicId(), it.getSender());
      }
      case "DelegateStakeRequest" -> {
        var it = DelegateStakeRequest.parseFrom(bytes);
        return AccountMessage.delegate(
            it.getTopicId(), it.getSender(), it.getReputer(), whole(it.getAmount()));
      }
      case "RemoveDelegateStakeRequest" -> {
        var it = RemoveDelegateStakeRequest.parseFrom(bytes);
        return AccountMessage.removeDelegated(
            it.getTopicId(), it.getSender(), it.getReputer(), whole(it.getAmount()));
      }
      default -> {
        return rebuildOther(name, bytes);
      }
    }
  }

  private static AccountMessage rebuildOther(String name, byte[] bytes)
      throws InvalidProtocolBufferException {
    switch (name) {
      case "CancelRemoveDelegateStakeRequest" -> {
        var it = CancelRemoveDelegateStakeRequest.parseFrom(bytes);
        assertEquals(it.getSender(), it.getDelegator());
        return AccountMessage.cancelRemoveDelegated(
            it.getTopicId(), it.getSender(), it.getReputer());
      }
      case "RewardDelegateStakeRequest" -> {
        var it = RewardDelegateStakeRequest.parseFrom(bytes);
        return AccountMessage.claimDelegated(it.getTopicId(), it.getSender(), it.getReputer());
      }
      case "FundTopicRequest" -> {
        var it = FundTopicRequest.parseFrom(bytes);
        return AccountMessage.fundTopic(it.getTopicId(), it.getSender(), whole(it.getAmount()));
      }
      case "RegisterRequest" -> {
        var it = RegisterRequest.parseFrom(bytes);
        return AccountMessage.registration(it.getTopicId(), it.getSender(), it.getIsReputer());
      }
      case "RemoveRegistrationRequest" -> {
        var it = RemoveRegistrationRequest.parseFrom(bytes);
        return AccountMessage.removeRegistration(
            it.getTopicId(), it.getSender(), it.getIsReputer());
      }
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static BigInteger whole(String amount) {
    return new BigInteger(amount);
  }

  private static String url(JsonNode vector) {
    return vector.path("message_type_url").asText(vector.path("type_url").asText());
  }
}
