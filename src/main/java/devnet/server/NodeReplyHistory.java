package devnet.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Last replies of a node to each request by height, so that the node can lag behind. */
final class NodeReplyHistory {
  private static final int MAX_REQUESTS = 200;
  private static final int MAX_HEIGHTS = 32;

  private final Map<String, TreeMap<Long, DevnetResponse>> replies =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, TreeMap<Long, DevnetResponse>> oldest) {
          return size() > MAX_REQUESTS;
        }
      };

  synchronized boolean contains(String request) {
    return replies.containsKey(request);
  }

  synchronized void record(String request, long height, DevnetResponse reply) {
    TreeMap<Long, DevnetResponse> history = replies.computeIfAbsent(request, it -> new TreeMap<>());
    // heights far above are those of the chain before its restart
    history.tailMap(height + MAX_HEIGHTS).clear();
    history.put(height, reply);
    if (history.size() > MAX_HEIGHTS) {
      history.pollFirstEntry();
    }
  }

  /** The reply at this height; the oldest one if none is that old. */
  synchronized DevnetResponse replyAt(String request, long height) {
    TreeMap<Long, DevnetResponse> history = replies.get(request);
    Map.Entry<Long, DevnetResponse> entry = history.floorEntry(height);
    return (entry == null ? history.firstEntry() : entry).getValue();
  }
}
