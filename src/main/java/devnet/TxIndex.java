package devnet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Included transactions by hash, the latest few thousand of them. */
final class TxIndex {
  private static final int KEPT = 20_000;
  private final Map<String, TxResult> byHash = new HashMap<>();
  private final ArrayDeque<TxResult> inOrder = new ArrayDeque<>();

  synchronized void add(TxResult result) {
    byHash.put(result.hash(), result);
    inOrder.addFirst(result);
    if (inOrder.size() > KEPT) {
      byHash.remove(inOrder.removeLast().hash());
    }
  }

  synchronized Optional<TxResult> find(String hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  /** What the query asks for. */
  synchronized List<TxResult> search(EventQuery query, boolean newestFirst) {
    List<TxResult> found = new ArrayList<>();
    inOrder.stream().filter(it -> query.matches(it.keyed())).forEach(found::add);
    if (!newestFirst) {
      Collections.reverse(found);
    }
    return found;
  }

  synchronized void clear() {
    byHash.clear();
    inOrder.clear();
  }
}
