package devnet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The chain: blocks follow the clock and nothing else. Every state change happens while a block is
 * executed, so the same transactions at the same times always give the same history.
 */
final class Ledger {
  static final int KEPT_BLOCKS = 100_000;

  /** What a broadcast is told: the hash, and the ante handler's verdict. */
  record Checked(String hash, String codespace, int code, String log) {}

  private final State state;
  private final Mempool mempool = new Mempool();
  private final Judge judge;
  private final Epochs epochs;
  private final TreeMap<Long, Block> blocks = new TreeMap<>();
  private final TxIndex index = new TxIndex();
  private final Schedule schedule;
  private final List<Consumer<Block>> listeners = new ArrayList<>();

  Ledger(DevnetOptions options, Judge judge) {
    this.state = new State(options);
    this.judge = judge;
    this.epochs = new Epochs(state, judge, new Competitors(options.competitors(), options.seed()));
    this.schedule = new Schedule(options.start(), options.blockTime());
    commit(List.of(), List.of());
  }

  /** Commits every block that is due at this moment of chain time. */
  synchronized void advance(Instant now) {
    while (schedule.due(now)) {
      state.time = schedule.next();
      state.height++;
      execute();
    }
  }

  private void execute() {
    schedule.entering(state.height, state);
    List<TxResult> results = new ArrayList<>();
    for (Tx tx : mempool.take(state.height)) {
      new Delivery(state, judge, schedule.gasSurge).deliver(tx).ifPresent(results::add);
    }
    commit(results, epochs.endBlock());
  }

  private void commit(List<TxResult> results, List<Event> events) {
    Block block = new Block(state.chainId, state.height, state.time, results, events);
    blocks.put(block.height(), block);
    results.forEach(index::add);
    if (blocks.size() > KEPT_BLOCKS) {
      blocks.pollFirstEntry();
    }
    listeners.forEach(it -> it.accept(block));
  }

  /** CheckTx: the ante handler only. Code 0 means no more than "in the mempool". */
  synchronized Checked broadcast(byte[] bytes) {
    String hash = TxDecoder.hash(bytes);
    if (mempool.holds(hash)) {
      return new Checked(hash, "sdk", 19, "");
    }
    if (mempool.full) {
      return new Checked(hash, "sdk", 20, "");
    }
    if (bytes.length > 1_048_576) {
      return new Checked(hash, "sdk", 21, "");
    }
    try {
      Tx tx = new TxDecoder(state.emissions).decode(bytes);
      new Ante(state, false).admit(tx, expectedSequence(tx));
      mempool.add(tx, state.height);
      return new Checked(hash, "", 0, "");
    } catch (Refusal refusal) {
      return new Checked(hash, refusal.codespace(), refusal.code(), refusal.getMessage());
    }
  }

  private long expectedSequence(Tx tx) {
    long spent = state.account(tx.sender()).map(it -> it.sequence).orElse(0L);
    return spent + mempool.of(tx.sender());
  }

  /** Runs a transaction against the committed state without keeping anything. */
  synchronized Simulation simulate(byte[] bytes) {
    return Simulation.of(state, bytes);
  }

  /** A consistent look at the committed state. */
  synchronized <T> T read(Function<State, T> question) {
    return question.apply(state);
  }

  /** Changes the state between two blocks, as governance or a scenario would. */
  synchronized void change(Consumer<State> change) {
    change.accept(state);
  }

  synchronized void conditions(BiConsumer<Mempool, Schedule> change) {
    change.accept(mempool, schedule);
  }

  synchronized void listen(Consumer<Block> listener) {
    listeners.add(listener);
  }

  synchronized Block latest() {
    return blocks.get(state.height);
  }

  /** The block, or null where it is not committed or pruned. */
  synchronized Block block(long height) {
    return blocks.get(height);
  }

  /** The oldest block that is kept; asked for by its height it might be gone meanwhile. */
  synchronized Block earliest() {
    return blocks.firstEntry().getValue();
  }

  /** Transactions checked and not yet included. */
  synchronized int waiting() {
    return mempool.size();
  }

  synchronized TxIndex index() {
    return index;
  }

  /** Starts over from a lower height, as a test network that was reset; the past is gone. */
  synchronized void restart(long height) {
    blocks.clear();
    mempool.clear();
    index.clear();
    state.topics.replaceAll((id, topic) -> topic.reborn(height));
    state.height = height;
    commit(List.of(), List.of());
  }
}
