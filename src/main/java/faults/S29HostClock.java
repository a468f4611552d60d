package faults;

import static faults.Expectation.hit;
import static faults.Expectation.missed;

import java.time.Duration;
import java.util.TimeZone;
import java.util.function.Consumer;

/** The host's clock is wrong, jumps, sleeps or moves house: windows are found by height alone. */
final class S29HostClock {
  private S29HostClock() {}

  static Scenario scenario() {
    return Scenario.of("S29", "Host clock 10 min off, leap second, suspend, time zone change")
        .epoch("10 min ahead", off(Duration.ofMinutes(10)), soon())
        .epoch("10 min behind", off(Duration.ofMinutes(-10)), soon())
        .epoch("jumps in the window", S29HostClock::jumps, soon())
        .epoch("a second twice", S29HostClock::leapSecond, soon())
        .epoch("suspended for 2 h, past a window", S29HostClock::suspended, missed())
        .epoch("wakes in the next", stage -> {}, soon())
        .epoch("flies to Kathmandu", S29HostClock::flies, soon());
  }

  private static Expectation soon() {
    return hit().included(1).within(120);
  }

  private static Consumer<Stage> off(Duration by) {
    return stage -> {
      stage.host().clock(by);
      stage.afterwards(() -> stage.host().clock(Duration.ZERO));
    };
  }

  private static void jumps(Stage stage) {
    stage.at(1, () -> stage.host().clock(Duration.ofMinutes(10)));
    stage.at(3, () -> stage.host().clock(Duration.ofMinutes(-10)));
    stage.afterwards(() -> stage.host().clock(Duration.ZERO));
  }

  private static void leapSecond(Stage stage) {
    stage.at(0, () -> stage.host().clock(Duration.ofSeconds(-1)));
    stage.afterwards(() -> stage.host().clock(Duration.ZERO));
  }

  /** The window opens and closes unseen; when it wakes the next one is open. */
  private static void suspended(Stage stage) {
    stage.at(-700, () -> stage.host().suspend(Duration.ofHours(2)));
  }

  private static void flies(Stage stage) {
    TimeZone home = TimeZone.getDefault();
    stage.at(0, () -> TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu")));
    stage.afterwards(() -> TimeZone.setDefault(home));
  }
}
