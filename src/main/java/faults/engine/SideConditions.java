package faults.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Conditions that an epoch must meet beside its rows, such as an alert; each is checked until it is
 * true.
 */
public final class SideConditions {
  private final Map<String, BooleanSupplier> expected = new LinkedHashMap<>();
  private final Map<String, BooleanSupplier> forbidden = new LinkedHashMap<>();

  void require(String text, BooleanSupplier so) {
    expected.put(text, so);
  }

  /** Adds a condition that must be false when the epoch is over; it is checked once. */
  void forbid(String text, BooleanSupplier so) {
    forbidden.put(text, so);
  }

  /**
   * Checks all required conditions again.
   *
   * @return whether all have been true
   */
  public boolean recheckAll() {
    expected.values().removeIf(BooleanSupplier::getAsBoolean);
    return expected.isEmpty();
  }

  /** Returns once all required conditions have been true, or after this time. */
  public void awaitAll(Duration most) throws InterruptedException {
    Instant limit = Instant.now().plus(most);
    while (!recheckAll() && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
    }
  }

  /** Violated conditions as sentences; empty if there are none. */
  public List<String> violations() {
    List<String> broken = new ArrayList<>();
    expected.keySet().forEach(it -> broken.add("did not happen: " + it));
    forbidden.forEach(
        (text, so) -> {
          if (so.getAsBoolean()) {
            broken.add("must not " + text);
          }
        });
    return broken;
  }

  /** Actions that an epoch has scheduled at heights. */
  public static final class ScheduledActions {
    private final TreeMap<Long, List<EpochContext.EpochAction>> byBlock = new TreeMap<>();

    void schedule(long height, EpochContext.EpochAction action) {
      byBlock.computeIfAbsent(height, it -> new ArrayList<>()).add(action);
    }

    /** Height of the next action, or -1. */
    public long nextHeight() {
      return byBlock.isEmpty() ? -1 : byBlock.firstKey();
    }

    /**
     * Runs the actions that are due.
     *
     * @return whether there were any
     */
    public boolean runDue(long height) throws Exception {
      boolean due = !byBlock.isEmpty() && byBlock.firstKey() <= height;
      while (!byBlock.isEmpty() && byBlock.firstKey() <= height) {
        for (EpochContext.EpochAction action : byBlock.pollFirstEntry().getValue()) {
          action.run();
        }
      }
      return due;
    }
  }
}
