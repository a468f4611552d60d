package faults.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** What an epoch must come to beside its rows, such as an alert: looked at until it is so. */
public final class SideConditions {
  private final Map<String, BooleanSupplier> expected = new LinkedHashMap<>();
  private final Map<String, BooleanSupplier> forbidden = new LinkedHashMap<>();

  void require(String text, BooleanSupplier so) {
    expected.put(text, so);
  }

  /** Looked at once, when the epoch is over. */
  void forbid(String text, BooleanSupplier so) {
    forbidden.put(text, so);
  }

  /** Whether all that was to come has come. */
  public boolean recheckAll() {
    expected.values().removeIf(BooleanSupplier::getAsBoolean);
    return expected.isEmpty();
  }

  /** Returns when all has come, or after this time. */
  public void awaitAll(Duration most) throws InterruptedException {
    Instant limit = Instant.now().plus(most);
    while (!recheckAll() && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
    }
  }

  /** Sentences, none if all is as promised. */
  public List<String> violations() {
    List<String> broken = new ArrayList<>();
    expected.keySet().forEach(it -> broken.add("never " + it));
    forbidden.forEach(
        (text, so) -> {
          if (so.getAsBoolean()) {
            broken.add("must not " + text);
          }
        });
    return broken;
  }

  /** What a step has set down for certain heights. */
  public static final class ScheduledActions {
    private final TreeMap<Long, List<EpochContext.EpochAction>> byBlock = new TreeMap<>();

    void schedule(long height, EpochContext.EpochAction action) {
      byBlock.computeIfAbsent(height, it -> new ArrayList<>()).add(action);
    }

    /** Height of the next deed, or -1. */
    public long nextHeight() {
      return byBlock.isEmpty() ? -1 : byBlock.firstKey();
    }

    /** Does what is due; whether anything was. */
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
