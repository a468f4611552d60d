package inference;

import static inference.InferenceSamples.NOW;
import static inference.InferenceSamples.PROVENANCE;
import static inference.InferenceSamples.TOPIC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.FeatureVector;
import inference.GuardLimits.OutOfBoundsPolicy;
import inference.GuardLimits.ValueBounds;
import inference.PredictionGuard.GuardReference;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionGuardTest {
  private static final FeatureVector ROW = InferenceSamples.row(NOW, 1, 2);
  private static final TopicSpec PRICE =
      InferenceSamples.topic(PredictionTarget.PRICE, "btcusd", 24);

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0.2001, -2.906})
  void blocksWhatIsNotFiniteOrTooFarByDefault(double raw) {
    assertRefused(new PredictionGuard(GuardLimits.DEFAULT), TOPIC, raw, GuardReference.of(ROW));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, -0.2, 1e-9})
  void passesWhatIsWithinFourStandardDeviations(double raw) {
    PredictionGuard guard = new PredictionGuard(GuardLimits.DEFAULT);
    assertEquals(raw, guard.check(TOPIC, raw, ROW, PROVENANCE).value());
    assertEquals(raw, guard.lastGoodPrediction(TOPIC).orElseThrow().value());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0})
  void refusesExactlyZeroUnlessItIsMeant(double raw) {
    assertRefused(
        guard(OutOfBoundsPolicy.ALLOW, OptionalDouble.empty()), TOPIC, raw, GuardReference.of(ROW));
    GuardLimits meant =
        new GuardLimits(
            4, OutOfBoundsPolicy.BLOCK, 6, OptionalDouble.empty(), ValueBounds.ANY, true);
    assertEquals(raw, new PredictionGuard(meant).check(TOPIC, raw, ROW, PROVENANCE).value());
  }

  @Test
  void clampsToTheNearestBound() {
    PredictionGuard guard = guard(OutOfBoundsPolicy.CLAMP, OptionalDouble.empty());
    assertEquals(-0.2, guard.check(TOPIC, -2.9, ROW, PROVENANCE).value(), 1e-12);
    assertRefused(guard, TOPIC, Double.NaN, GuardReference.of(ROW));
  }

  @Test
  void allowsAnyFiniteValueOnRequest() {
    PredictionGuard guard = guard(OutOfBoundsPolicy.ALLOW, OptionalDouble.empty());
    assertEquals(7, guard.check(TOPIC, 7, ROW, PROVENANCE).value());
    assertRefused(guard, TOPIC, Double.NEGATIVE_INFINITY, GuardReference.of(ROW));
  }

  @Test
  void measuresPricesAgainstTheLastClose() {
    PredictionGuard guard = new PredictionGuard(GuardLimits.DEFAULT);
    GuardReference reference = GuardReference.of(ROW).withLastClose(100);
    assertEquals(121, guard.check(PRICE, 121, ROW, reference, PROVENANCE).value());
    assertRefused(guard, PRICE, 123, reference);
    assertRefused(guard, PRICE, 0.01, reference);
    assertRefused(guard, PRICE, 100, GuardReference.of(ROW));
  }

  @Test
  void staysNearTheConsensusWhereOneIsGiven() {
    PredictionGuard guard = guard(OutOfBoundsPolicy.BLOCK, OptionalDouble.of(1));
    GuardReference near = GuardReference.of(ROW).withConsensus(0.04);
    assertEquals(0.08, guard.check(TOPIC, 0.08, ROW, near, PROVENANCE).value());
    assertEquals(0.15, guard.check(TOPIC, 0.15, ROW, PROVENANCE).value());
    assertRefused(guard, TOPIC, -0.02, near);
  }

  @Test
  void doesNotFollowAConsensusThatIsItselfOutOfBounds() {
    PredictionGuard guard = guard(OutOfBoundsPolicy.BLOCK, OptionalDouble.of(1));
    GuardReference mad = GuardReference.of(ROW).withConsensus(3);
    assertEquals(0.1, guard.check(TOPIC, 0.1, ROW, mad, PROVENANCE).value());
    assertTrue(guard.implausibleConsensusWarning(TOPIC, mad).orElseThrow().contains("3.0"));
    assertTrue(
        guard
            .implausibleConsensusWarning(TOPIC, GuardReference.of(ROW).withConsensus(0.1))
            .isEmpty());
  }

  @Test
  void clampsToTheBoundAroundTheConsensusAndSaysWhyItBlocks() {
    GuardReference near = GuardReference.of(ROW).withConsensus(0.1);
    PredictionGuard clamping = guard(OutOfBoundsPolicy.CLAMP, OptionalDouble.of(1));
    assertEquals(0.05, clamping.check(TOPIC, -0.1, ROW, near, PROVENANCE).value(), 1e-12);
    PredictionGuard allowing = guard(OutOfBoundsPolicy.ALLOW, OptionalDouble.of(1));
    assertEquals(-0.1, allowing.check(TOPIC, -0.1, ROW, near, PROVENANCE).value());
    PredictionGuard blocking = guard(OutOfBoundsPolicy.BLOCK, OptionalDouble.of(1));
    Failure.Retry refusal =
        assertThrows(Failure.Retry.class, () -> blocking.check(TOPIC, -0.1, ROW, near, PROVENANCE));
    assertTrue(refusal.getMessage().contains("the network's own 0.1"), refusal.getMessage());
  }

  @Test
  void reportsAValueThatStaysWhileTheDataMove() {
    PredictionGuard guard = new PredictionGuard(GuardLimits.DEFAULT);
    for (int hour = 0; hour < 5; hour++) {
      guard.check(TOPIC, 0.01, hoursOn(hour), PROVENANCE);
    }
    for (int again = 0; again < 9; again++) {
      guard.check(TOPIC, 0.01, hoursOn(4), PROVENANCE);
    }
    assertTrue(guard.repeatedValueWarning(TOPIC).isEmpty(), "the same data again is no sign");
    guard.check(TOPIC, 0.01, hoursOn(5), PROVENANCE);
    assertTrue(guard.repeatedValueWarning(TOPIC).orElseThrow().contains("0.01"));
    guard.check(TOPIC, 0.011, hoursOn(6), PROVENANCE);
    assertTrue(guard.repeatedValueWarning(TOPIC).isEmpty());
  }

  private static FeatureVector hoursOn(int hours) {
    return InferenceSamples.row(NOW.plus(Duration.ofHours(hours)), 1, 2);
  }

  private static PredictionGuard guard(OutOfBoundsPolicy policy, OptionalDouble fromConsensus) {
    return new PredictionGuard(
        new GuardLimits(4, policy, 6, fromConsensus, ValueBounds.ANY, false));
  }

  private static void assertRefused(
      PredictionGuard guard, TopicSpec topic, double raw, GuardReference reference) {
    Failure.Retry refusal =
        assertThrows(
            Failure.Retry.class, () -> guard.check(topic, raw, ROW, reference, PROVENANCE));
    assertEquals(FailureReason.GUARD, refusal.reason());
  }
}
