package faults;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a step has set down for certain heights. */
final class Agenda {
  private final TreeMap<Long, List<Stage.Deed>> plans = new TreeMap<>();

  void at(long height, Stage.Deed deed) {
    plans.computeIfAbsent(height, it -> new ArrayList<>()).add(deed);
  }

  /** Height of the next deed, or -1. */
  long next() {
    return plans.isEmpty() ? -1 : plans.firstKey();
  }

  /** Does what is due; whether anything was. */
  boolean proceed(long height) throws Exception {
    boolean due = !plans.isEmpty() && plans.firstKey() <= height;
    while (!plans.isEmpty() && plans.firstKey() <= height) {
      for (Stage.Deed deed : plans.pollFirstEntry().getValue()) {
        deed.run();
      }
    }
    return due;
  }
}
