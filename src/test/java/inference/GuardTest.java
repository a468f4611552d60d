package inference;

import static inference.Rows.NOW;
import static inference.Rows.PROVENANCE;
import static inference.Rows.TOPIC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FeatureVector;
import domain.Reason;
import domain.Target;
import domain.TopicSpec;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private static final FeatureVector ROW = Rows.row(NOW, 1, 2);
  private static final TopicSpec PRICE = Rows.topic(Target.PRICE, "btcusd", 24);

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0.2001, -2.906})
  void blocksWhatIsNotFiniteOrTooFarByDefault(double raw) {
    assertRefused(new Guard(GuardLimits.DEFAULT), TOPIC, raw, Yardstick.of(ROW));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, -0.2, 1e-9})
  void passesWhatIsWithinFourStandardDeviations(double raw) {
    Guard guard = new Guard(GuardLimits.DEFAULT);
    assertEquals(raw, guard.check(TOPIC, raw, ROW, PROVENANCE).value());
    assertEquals(raw, guard.lastGood(TOPIC).orElseThrow().value());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0})
  void refusesExactlyZeroUnlessItIsMeant(double raw) {
    assertRefused(guard(Policy.ALLOW, OptionalDouble.empty()), TOPIC, raw, Yardstick.of(ROW));
    GuardLimits meant = new GuardLimits(4, Policy.BLOCK, 6, OptionalDouble.empty(), true);
    assertEquals(raw, new Guard(meant).check(TOPIC, raw, ROW, PROVENANCE).value());
  }

  @Test
  void clampsToTheNearestBound() {
    Guard guard = guard(Policy.CLAMP, OptionalDouble.empty());
    assertEquals(-0.2, guard.check(TOPIC, -2.9, ROW, PROVENANCE).value(), 1e-12);
    assertRefused(guard, TOPIC, Double.NaN, Yardstick.of(ROW));
  }

  @Test
  void allowsAnyFiniteValueOnRequest() {
    Guard guard = guard(Policy.ALLOW, OptionalDouble.empty());
    assertEquals(7, guard.check(TOPIC, 7, ROW, PROVENANCE).value());
    assertRefused(guard, TOPIC, Double.NEGATIVE_INFINITY, Yardstick.of(ROW));
  }

  @Test
  void measuresPricesAgainstTheLastClose() {
    Guard guard = new Guard(GuardLimits.DEFAULT);
    Yardstick yardstick = Yardstick.of(ROW).withLastClose(100);
    assertEquals(121, guard.check(PRICE, 121, ROW, yardstick, PROVENANCE).value());
    assertRefused(guard, PRICE, 123, yardstick);
    assertRefused(guard, PRICE, 0.01, yardstick);
    assertRefused(guard, PRICE, 100, Yardstick.of(ROW));
  }

  @Test
  void staysNearTheConsensusWhereOneIsGiven() {
    Guard guard = guard(Policy.BLOCK, OptionalDouble.of(1));
    Yardstick near = Yardstick.of(ROW).withConsensus(0.04);
    assertEquals(0.08, guard.check(TOPIC, 0.08, ROW, near, PROVENANCE).value());
    assertEquals(0.15, guard.check(TOPIC, 0.15, ROW, PROVENANCE).value());
    assertRefused(guard, TOPIC, -0.02, near);
  }

  @Test
  void doesNotFollowAConsensusThatIsItselfOutOfBounds() {
    Guard guard = guard(Policy.BLOCK, OptionalDouble.of(1));
    Yardstick mad = Yardstick.of(ROW).withConsensus(3);
    assertEquals(0.1, guard.check(TOPIC, 0.1, ROW, mad, PROVENANCE).value());
    assertTrue(guard.strange(TOPIC, mad).orElseThrow().contains("3.0"));
    assertTrue(guard.strange(TOPIC, Yardstick.of(ROW).withConsensus(0.1)).isEmpty());
  }

  @Test
  void clampsToTheBoundAroundTheConsensusAndSaysWhyItBlocks() {
    Yardstick near = Yardstick.of(ROW).withConsensus(0.1);
    Guard clamping = guard(Policy.CLAMP, OptionalDouble.of(1));
    assertEquals(0.05, clamping.check(TOPIC, -0.1, ROW, near, PROVENANCE).value(), 1e-12);
    Guard allowing = guard(Policy.ALLOW, OptionalDouble.of(1));
    assertEquals(-0.1, allowing.check(TOPIC, -0.1, ROW, near, PROVENANCE).value());
    Guard blocking = guard(Policy.BLOCK, OptionalDouble.of(1));
    Failure.Wait refusal =
        assertThrows(Failure.Wait.class, () -> blocking.check(TOPIC, -0.1, ROW, near, PROVENANCE));
    assertTrue(refusal.getMessage().contains("the network's own 0.1"), refusal.getMessage());
  }

  @Test
  void reportsAValueThatStaysWhileTheDataMove() {
    Guard guard = new Guard(GuardLimits.DEFAULT);
    for (int hour = 0; hour < 5; hour++) {
      guard.check(TOPIC, 0.01, hoursOn(hour), PROVENANCE);
    }
    for (int again = 0; again < 9; again++) {
      guard.check(TOPIC, 0.01, hoursOn(4), PROVENANCE);
    }
    assertTrue(guard.frozen(TOPIC).isEmpty(), "the same data again is no sign");
    guard.check(TOPIC, 0.01, hoursOn(5), PROVENANCE);
    assertTrue(guard.frozen(TOPIC).orElseThrow().contains("0.01"));
    guard.check(TOPIC, 0.011, hoursOn(6), PROVENANCE);
    assertTrue(guard.frozen(TOPIC).isEmpty());
  }

  private static FeatureVector hoursOn(int hours) {
    return Rows.row(NOW.plus(Duration.ofHours(hours)), 1, 2);
  }

  private static Guard guard(Policy policy, OptionalDouble fromConsensus) {
    return new Guard(new GuardLimits(4, policy, 6, fromConsensus, false));
  }

  private static void assertRefused(Guard guard, TopicSpec topic, double raw, Yardstick yardstick) {
    Failure.Wait refusal =
        assertThrows(Failure.Wait.class, () -> guard.check(topic, raw, ROW, yardstick, PROVENANCE));
    assertEquals(Reason.GUARD, refusal.reason());
  }
}
