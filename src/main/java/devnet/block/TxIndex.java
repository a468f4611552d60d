package devnet.block;

import devnet.tx.DeliveredTx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Included transactions by hash, the latest few thousand of them. */
public final class TxIndex {
  private static final int KEPT = 20_000;
  private final Map<String, DeliveredTx> byHash = new HashMap<>();
  private final ArrayDeque<DeliveredTx> inOrder = new ArrayDeque<>();

  synchronized void add(DeliveredTx result) {
    byHash.put(result.txHash(), result);
    inOrder.addFirst(result);
    if (inOrder.size() > KEPT) {
      byHash.remove(inOrder.removeLast().txHash());
    }
  }

  public synchronized Optional<DeliveredTx> find(String hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  /** What the query asks for. */
  public synchronized List<DeliveredTx> search(EventQuery query, boolean newestFirst) {
    List<DeliveredTx> found = new ArrayList<>();
    inOrder.stream().filter(it -> query.matches(it.eventValuesByKey())).forEach(found::add);
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
