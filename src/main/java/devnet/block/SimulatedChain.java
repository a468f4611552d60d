package devnet.block;

import devnet.block.BlockSchedule.SimulatedMempool;
import devnet.block.ChainBlock.DeliveredTx;
import devnet.ledger.DevnetOptions;
import devnet.ledger.LedgerState;
import devnet.ledger.SubmissionRecorder;
import devnet.ledger.TxRejectedException;
import devnet.tx.ChainEvent;
import devnet.tx.DecodedTx;
import devnet.tx.TxDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The chain. Blocks follow the clock only, and every state change happens while a block is
 * executed, so the same transactions at the same times always give the same history.
 */
public final class SimulatedChain {
  public static final int KEPT_BLOCKS = 100_000;

  /** Reply to a broadcast: transaction hash and the result of the ante handler. */
  public record CheckTxResult(String hash, String codespace, int code, String log) {}

  /**
   * Outcome of a simulated transaction.
   *
   * @param error text without an error code, as the gateway gives none here; empty if it succeeded
   */
  public record SimulationResult(
      String error, String typeUrl, long gasUsed, List<ChainEvent> events) {}

  private static final long DECODING_GAS = 1_174;

  private final LedgerState state;
  private final SimulatedMempool mempool = new SimulatedMempool();
  private final SubmissionRecorder recorder;
  private final EndBlocker epochs;
  private final TreeMap<Long, ChainBlock> blocks = new TreeMap<>();
  private final TxIndex index = new TxIndex();
  private final BlockSchedule schedule;
  private final List<Consumer<ChainBlock>> listeners = new ArrayList<>();

  public SimulatedChain(DevnetOptions options, SubmissionRecorder recorder) {
    this.state = new LedgerState(options);
    this.recorder = recorder;
    this.epochs =
        new EndBlocker(
            state,
            recorder,
            new EndBlocker.SimulatedCompetitors(options.competitors(), options.seed()));
    this.schedule = new BlockSchedule(options.start(), options.blockTime());
    commitBlock(List.of(), List.of());
  }

  /** Commits every block that is due at this chain time. */
  public synchronized void commitDueBlocks(Instant now) {
    while (schedule.isDue(now)) {
      state.time = schedule.advanceToNextBlockTime();
      state.height++;
      produceBlock();
    }
  }

  private void produceBlock() {
    schedule.enterBlock(state.height, state);
    List<DeliveredTx> results = new ArrayList<>();
    for (DecodedTx tx : mempool.takeDue(state.height)) {
      new TxDeliverer(state, recorder, schedule.gasFactor).deliver(tx).ifPresent(results::add);
    }
    commitBlock(results, epochs.endBlock());
  }

  private void commitBlock(List<DeliveredTx> results, List<ChainEvent> events) {
    ChainBlock previous = blocks.get(state.height - 1);
    byte[] parent = previous == null ? new byte[32] : previous.hash();
    ChainBlock block =
        new ChainBlock(state.chainId, parent, state.height, state.time, results, events);
    blocks.put(block.height(), block);
    results.forEach(index::add);
    if (blocks.size() > KEPT_BLOCKS) {
      blocks.pollFirstEntry();
    }
    listeners.forEach(it -> it.accept(block));
  }

  /**
   * Runs CheckTx, which is the ante handler only. Code 0 means that the transaction is in the
   * mempool.
   */
  public synchronized CheckTxResult broadcast(byte[] bytes) {
    String hash = TxDecoder.txHash(bytes);
    if (mempool.contains(hash)) {
      return new CheckTxResult(hash, "sdk", 19, "");
    }
    if (mempool.full) {
      return new CheckTxResult(hash, "sdk", 20, "");
    }
    if (bytes.length > 1_048_576) {
      return new CheckTxResult(hash, "sdk", 21, "");
    }
    try {
      DecodedTx tx = new TxDecoder(state.emissionsVersion).decode(bytes);
      new AnteHandler(state, false).requireValid(tx, expectedSequence(tx));
      mempool.add(tx, state.height);
      return new CheckTxResult(hash, "", 0, "");
    } catch (TxRejectedException refusal) {
      return new CheckTxResult(hash, refusal.codespace(), refusal.code(), refusal.getMessage());
    }
  }

  private long expectedSequence(DecodedTx tx) {
    long spent = state.findAccount(tx.sender()).map(it -> it.sequence).orElse(0L);
    return spent + mempool.pendingCountOf(tx.sender());
  }

  /** Runs a transaction against the committed state and keeps no change. */
  public synchronized SimulationResult simulate(byte[] bytes) {
    long gas = DECODING_GAS;
    String stage = "";
    String position = "x/auth/tx/decoder.go:23";
    try {
      DecodedTx tx = new TxDecoder(state.emissionsVersion).decode(bytes);
      MessageExecutor execution = new MessageExecutor(state);
      gas = execution.gasNeeded(tx);
      long sequence = state.findAccount(tx.sender()).map(it -> it.sequence).orElse(0L);
      new AnteHandler(state, true).requireValid(tx, sequence);
      stage = "failed to execute message; message index: 0: ";
      position = "baseapp/baseapp.go:1010";
      var events = execution.execute(tx, false);
      return new SimulationResult("", tx.messages().get(0).typeUrl(), gas, events);
    } catch (TxRejectedException refusal) {
      // the chain adds the source line that refused the message
      String source = " [cosmos/cosmos-sdk@v0.50.10/" + position + "] with gas used: '" + gas + "'";
      return new SimulationResult(stage + refusal.getMessage() + source, "", gas, List.of());
    }
  }

  /** Reads the committed state under the lock, so that no block changes it meanwhile. */
  public synchronized <T> T readState(Function<LedgerState, T> question) {
    return question.apply(state);
  }

  /** Changes the state between two blocks, as governance or a scenario would. */
  public synchronized void changeState(Consumer<LedgerState> change) {
    change.accept(state);
  }

  public synchronized void changeConditions(BiConsumer<SimulatedMempool, BlockSchedule> change) {
    change.accept(mempool, schedule);
  }

  public synchronized void addBlockListener(Consumer<ChainBlock> listener) {
    listeners.add(listener);
  }

  public synchronized ChainBlock latestBlock() {
    return blocks.get(state.height);
  }

  /** The block, or null if it is not committed yet or pruned. */
  public synchronized ChainBlock findBlock(long height) {
    return blocks.get(height);
  }

  /** The oldest block kept. Use this, not its height: the block could be pruned in between. */
  public synchronized ChainBlock earliestBlock() {
    return blocks.firstEntry().getValue();
  }

  /** Transactions checked and not yet included. */
  public synchronized int pendingTxCount() {
    return mempool.size();
  }

  public synchronized TxIndex txIndex() {
    return index;
  }

  /** Restarts at a lower height, like a test network that was reset; all older blocks are lost. */
  public synchronized void restartAtHeight(long height) {
    blocks.clear();
    mempool.clear();
    index.clear();
    state.topics.replaceAll((id, topic) -> topic.restartedAt(height));
    state.height = height;
    commitBlock(List.of(), List.of());
  }
}
