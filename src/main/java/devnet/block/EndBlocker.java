package devnet.block;

import devnet.ledger.DevnetCrypto;
import devnet.ledger.LedgerDecimal;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerTopic;
import devnet.ledger.LedgerTopic.LedgerInference;
import devnet.ledger.ReputerLedger.ReputerWindow;
import devnet.ledger.StakeLedger;
import devnet.ledger.SubmissionRecorder;
import devnet.proto.Inference;
import devnet.tx.ChainEvent;
import domain.Role;
import fr.acinq.bitcoin.Crypto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Runs at the end of each block: pays removed stake, closes windows, opens the next nonces. */
final class EndBlocker {
  private final LedgerState state;
  private final SubmissionRecorder recorder;
  private final SimulatedCompetitors competitors;

  EndBlocker(LedgerState state, SubmissionRecorder recorder, SimulatedCompetitors competitors) {
    this.state = state;
    this.recorder = recorder;
    this.competitors = competitors;
  }

  List<ChainEvent> endBlock() {
    List<ChainEvent> events = new ArrayList<>();
    for (LedgerTopic topic : state.topics.values()) {
      for (StakeLedger.Removal paid : topic.stakes.completeRemovals(state.height)) {
        state.credit(paid.placement().delegator(), paid.amount());
      }
      for (long nonce : List.copyOf(topic.openNonces)) {
        if (state.height >= nonce + topic.options.windowLength()) {
          closeWindow(topic, nonce, events);
        }
      }
      for (long nonce : List.copyOf(topic.reputers.openNonces)) {
        judgeReputers(topic, nonce, events);
      }
      if (state.height >= topic.nextNonce) {
        openWindow(topic, events);
      }
    }
    return events.stream().map(ChainEvent::withEndBlockMode).toList();
  }

  private void judgeReputers(LedgerTopic topic, long nonce, List<ChainEvent> events) {
    ReputerWindow window =
        ReputerWindow.of(topic.options, nonce, state.emissionsVersion.isAfterV5());
    // events at the end of a block apply from the next block on
    if (state.height + 1 >= window.first()) {
      recorder.windowOpened(topic.id(), Role.REPUTER, nonce, window.first(), state.time);
    }
    boolean told = state.emissionsVersion.isAfterV5();
    if (told && state.height == window.first()) {
      events.add(openedEvent("EventReputerSubmissionWindowOpened", topic, nonce, window.last()));
    }
    if (state.height >= window.close()) {
      events.addAll(new ReputerWindowCloser(state, topic).close(nonce));
      recorder.windowClosed(
          topic.id(), Role.REPUTER, nonce, topic.reputers.reportsAt(nonce).keySet());
      if (told) {
        events.add(windowEvent("EventReputerSubmissionWindowClosed", topic, nonce));
      }
    }
  }

  private void closeWindow(LedgerTopic topic, long nonce, List<ChainEvent> events) {
    topic.openNonces.remove(nonce);
    topic.latestByWorker.values().removeIf(it -> it.nonce() <= nonce);
    recorder.windowClosed(topic.id(), Role.WORKER, nonce, topic.inferencesAt(nonce).keySet());
    if (!topic.inferencesAt(nonce).isEmpty()) {
      commitWindow(topic, nonce, events);
    }
    if (state.emissionsVersion.isAfterV5()) {
      events.add(windowEvent("EventWorkerSubmissionWindowClosed", topic, nonce));
    }
  }

  /** Called only if somebody submitted: without inferences, nothing opens for reputers. */
  private void commitWindow(LedgerTopic topic, long nonce, List<ChainEvent> events) {
    topic.lastCommitNonce = nonce;
    topic.reputers.openNonces.add(nonce);
    topic.lastCommitHeight = state.height;
    for (LedgerInference kept : topic.inferencesAt(nonce).values()) {
      topic.inclusionCounts.merge(kept.worker(), 1L, Long::sum);
    }
    events.add(
        ChainEvent.typed(
            state.emissionsVersion.eventType("EventWorkerLastCommitSet"),
            "topic_id",
            topic.id(),
            "block_height",
            state.height,
            "nonce",
            nonce));
  }

  private ChainEvent windowEvent(String name, LedgerTopic topic, long nonce) {
    return ChainEvent.typed(
        state.emissionsVersion.eventType(name),
        "topic_id",
        topic.id(),
        "nonce_block_height",
        nonce);
  }

  private void openWindow(LedgerTopic topic, List<ChainEvent> events) {
    long nonce = state.height;
    topic.nextNonce = nonce + topic.options.epochLength();
    if (!topic.isRunning()) {
      return;
    }
    topic.openNonces.add(nonce);
    topic.epochLastEnded = nonce;
    recorder.windowOpened(topic.id(), Role.WORKER, nonce, nonce, state.time);
    competitors.submitAll(topic, nonce, state.activeSetLimit);
    if (state.emissionsVersion.isAfterV5()) {
      long end = nonce + topic.options.windowLength();
      events.add(openedEvent("EventWorkerSubmissionWindowOpened", topic, nonce, end));
    }
  }

  private ChainEvent openedEvent(String name, LedgerTopic topic, long nonce, long end) {
    return ChainEvent.typed(
        state.emissionsVersion.eventType(name),
        "topic_id",
        topic.id(),
        "nonce_block_height",
        nonce,
        "window_end_block",
        end);
  }

  /**
   * Simulated other workers that submit to every window at once. They enter the active set without
   * transactions, so {@link SubmissionRecorder} holds payloads of real processes only.
   */
  static final class SimulatedCompetitors {
    private final List<String> addresses;
    private final SplittableRandom random;

    SimulatedCompetitors(int count, long seed) {
      this.addresses =
          IntStream.range(0, count).mapToObj(it -> competitorAddress(seed, it)).toList();
      this.random = new SplittableRandom(seed);
    }

    private static String competitorAddress(long seed, int index) {
      byte[] name = ("competitor/" + seed + "/" + index).getBytes(StandardCharsets.UTF_8);
      return DevnetCrypto.addressOfHash(Crypto.hash160(name));
    }

    /** Of a price no more is known here than what a real worker said last. */
    private static double lastPrice(LedgerTopic topic, long nonce) {
      return topic.inferencesAt(nonce - topic.options.epochLength()).values().stream()
          .filter(it -> !it.txHash().isEmpty())
          .mapToDouble(it -> Double.parseDouble(it.value()))
          .filter(it -> Math.abs(it) > 1)
          .findFirst()
          .orElse(0);
    }

    void submitAll(LedgerTopic topic, long nonce, int limit) {
      double price = lastPrice(topic, nonce);
      for (String address : addresses) {
        topic.registeredWorkers.add(address);
        double off = Math.round(random.nextGaussian() * 1e6 * 0.05) / 1e6;
        double value = price == 0 ? off : price * (1 + off / 10);
        Inference inference =
            Inference.newBuilder()
                .setTopicId(topic.id())
                .setBlockHeight(nonce)
                .setInferer(address)
                .setValue(LedgerDecimal.canonical(Double.toString(value), true))
                .build();
        topic.tryAdd(new LedgerInference(inference, nonce, ""), limit);
      }
    }
  }
}
