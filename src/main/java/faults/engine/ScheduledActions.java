package faults.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a step has set down for certain heights. */
public final class ScheduledActions {
  private final TreeMap<Long, List<EpochContext.EpochAction>> plans = new TreeMap<>();

  void schedule(long height, EpochContext.EpochAction deed) {
    plans.computeIfAbsent(height, it -> new ArrayList<>()).add(deed);
  }

  /** Height of the next deed, or -1. */
  public long nextHeight() {
    return plans.isEmpty() ? -1 : plans.firstKey();
  }

  /** Does what is due; whether anything was. */
  public boolean runDue(long height) throws Exception {
    boolean due = !plans.isEmpty() && plans.firstKey() <= height;
    while (!plans.isEmpty() && plans.firstKey() <= height) {
      for (EpochContext.EpochAction deed : plans.pollFirstEntry().getValue()) {
        deed.run();
      }
    }
    return due;
  }
}
