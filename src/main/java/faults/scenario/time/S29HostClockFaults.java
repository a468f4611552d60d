package faults.scenario.time;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.WindowExpectation;
import java.time.Duration;
import java.util.TimeZone;
import java.util.function.Consumer;

/** The host's clock is wrong, jumps, sleeps or moves house: windows are found by height alone. */
public final class S29HostClockFaults {
  private S29HostClockFaults() {}

  public static Scenario scenario() {
    return Scenario.of("S29", "Host clock 10 min off, leap second, suspend, time zone change")
        .withEpoch("10 min ahead", clockOff(Duration.ofMinutes(10)), acceptedSoon())
        .withEpoch("10 min behind", clockOff(Duration.ofMinutes(-10)), acceptedSoon())
        .withEpoch("jumps in the window", S29HostClockFaults::clockJumps, acceptedSoon())
        .withEpoch("a second twice", S29HostClockFaults::leapSecond, acceptedSoon())
        .withEpoch(
            "suspended for 2 h, past a window", S29HostClockFaults::suspendedPastWindow, missed())
        .withEpoch("wakes in the next", stage -> {}, acceptedSoon())
        .withEpoch("flies to Kathmandu", S29HostClockFaults::timeZoneChanges, acceptedSoon());
  }

  private static WindowExpectation acceptedSoon() {
    return accepted().withIncludedCount(1).withinBlocks(120);
  }

  private static Consumer<EpochContext> clockOff(Duration by) {
    return stage -> {
      stage.host().setClockOffset(by);
      stage.afterEpoch(() -> stage.host().setClockOffset(Duration.ZERO));
    };
  }

  private static void clockJumps(EpochContext stage) {
    stage.atBlock(1, () -> stage.host().setClockOffset(Duration.ofMinutes(10)));
    stage.atBlock(3, () -> stage.host().setClockOffset(Duration.ofMinutes(-10)));
    stage.afterEpoch(() -> stage.host().setClockOffset(Duration.ZERO));
  }

  private static void leapSecond(EpochContext stage) {
    stage.atBlock(0, () -> stage.host().setClockOffset(Duration.ofSeconds(-1)));
    stage.afterEpoch(() -> stage.host().setClockOffset(Duration.ZERO));
  }

  /** The window opens and closes unseen; when it wakes the next one is open. */
  private static void suspendedPastWindow(EpochContext stage) {
    stage.atBlock(-700, () -> stage.host().suspendFor(Duration.ofHours(2)));
  }

  private static void timeZoneChanges(EpochContext stage) {
    TimeZone home = TimeZone.getDefault();
    stage.atBlock(0, () -> TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu")));
    stage.afterEpoch(() -> TimeZone.setDefault(home));
  }
}
