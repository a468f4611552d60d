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
        .withEpoch("wakes in the next", epoch -> {}, acceptedSoon())
        .withEpoch("flies to Kathmandu", S29HostClockFaults::timeZoneChanges, acceptedSoon());
  }

  private static WindowExpectation acceptedSoon() {
    return accepted().withIncludedCount(1).withinBlocks(120);
  }

  private static Consumer<EpochContext> clockOff(Duration by) {
    return epoch -> {
      epoch.host().setClockOffset(by);
      epoch.afterEpoch(() -> epoch.host().setClockOffset(Duration.ZERO));
    };
  }

  private static void clockJumps(EpochContext epoch) {
    epoch.atBlock(1, () -> epoch.host().setClockOffset(Duration.ofMinutes(10)));
    epoch.atBlock(3, () -> epoch.host().setClockOffset(Duration.ofMinutes(-10)));
    epoch.afterEpoch(() -> epoch.host().setClockOffset(Duration.ZERO));
  }

  private static void leapSecond(EpochContext epoch) {
    epoch.atBlock(0, () -> epoch.host().setClockOffset(Duration.ofSeconds(-1)));
    epoch.afterEpoch(() -> epoch.host().setClockOffset(Duration.ZERO));
  }

  /** The window opens and closes unseen; when it wakes the next one is open. */
  private static void suspendedPastWindow(EpochContext epoch) {
    epoch.atBlock(-700, () -> epoch.host().suspendFor(Duration.ofHours(2)));
  }

  private static void timeZoneChanges(EpochContext epoch) {
    TimeZone home = TimeZone.getDefault();
    epoch.atBlock(0, () -> TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu")));
    epoch.afterEpoch(() -> TimeZone.setDefault(home));
  }
}
