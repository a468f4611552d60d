package devnet.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a node last said to each question at which height, so that it can fall behind. */
final class NodeReplyHistory {
  private static final int QUESTIONS = 200;
  private static final int HEIGHTS = 32;

  private final Map<String, TreeMap<Long, DevnetResponse>> said =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, TreeMap<Long, DevnetResponse>> oldest) {
          return size() > QUESTIONS;
        }
      };

  synchronized boolean contains(String question) {
    return said.containsKey(question);
  }

  synchronized void record(String question, long height, DevnetResponse reply) {
    TreeMap<Long, DevnetResponse> history = said.computeIfAbsent(question, it -> new TreeMap<>());
    // far above is what a chain was at before it started over
    history.tailMap(height + HEIGHTS).clear();
    history.put(height, reply);
    if (history.size() > HEIGHTS) {
      history.pollFirstEntry();
    }
  }

  /** As of this height; the oldest answer where none is that old. */
  synchronized DevnetResponse replyAt(String question, long height) {
    TreeMap<Long, DevnetResponse> history = said.get(question);
    Map.Entry<Long, DevnetResponse> entry = history.floorEntry(height);
    return (entry == null ? history.firstEntry() : entry).getValue();
  }
}
