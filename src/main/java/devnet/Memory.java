package devnet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a node last said to each question at which height, so that it can fall behind. */
final class Memory {
  private static final int QUESTIONS = 200;
  private static final int HEIGHTS = 32;

  private final Map<String, TreeMap<Long, Reply>> said =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TreeMap<Long, Reply>> eldest) {
          return size() > QUESTIONS;
        }
      };

  synchronized boolean knows(String question) {
    return said.containsKey(question);
  }

  synchronized void keep(String question, long height, Reply reply) {
    TreeMap<Long, Reply> history = said.computeIfAbsent(question, it -> new TreeMap<>());
    // far above is what a chain was at before it started over
    history.tailMap(height + HEIGHTS).clear();
    history.put(height, reply);
    if (history.size() > HEIGHTS) {
      history.pollFirstEntry();
    }
  }

  /** As of this height; the oldest answer where none is that old. */
  synchronized Reply at(String question, long height) {
    TreeMap<Long, Reply> history = said.get(question);
    Map.Entry<Long, Reply> entry = history.floorEntry(height);
    return (entry == null ? history.firstEntry() : entry).getValue();
  }
}
