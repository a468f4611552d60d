package faults.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a step has set down for certain heights. */
public final class ScheduledActions {
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
