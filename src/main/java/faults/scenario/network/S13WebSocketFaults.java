package faults.scenario.network;

import static faults.engine.WindowExpectation.accepted;

import devnet.rpc.WebSocketSubscriptions;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.util.function.Consumer;

/** Events are a convenience: whatever the websocket does, looking carries, and one answer goes. */
public final class S13WebSocketFaults {
  private S13WebSocketFaults() {}

  public static Scenario scenario() {
    return Scenario.of("S13", "The websocket is silent, closed, replays, duplicates")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "silent", onAllSockets(it -> it.setSilent(true)), accepted().withIncludedCount(1))
        .withEpoch(
            "closed",
            onAllSockets(WebSocketSubscriptions::closeAll),
            accepted().withIncludedCount(1))
        .withEpoch(
            "closed at the opening",
            onAllSocketsAtBlock(0, WebSocketSubscriptions::closeAll),
            accepted().withIncludedCount(1))
        .withEpoch(
            "replays two epochs",
            S13WebSocketFaults::replayOldEvents,
            accepted().withIncludedCount(1))
        .withEpoch(
            "every event three times",
            onAllSockets(it -> it.setCopiesPerEvent(3)),
            accepted().withIncludedCount(1));
  }

  private static Consumer<EpochContext> onAllSockets(Consumer<WebSocketSubscriptions> action) {
    return epoch -> epoch.devnet().webSockets().forEach(action);
  }

  private static Consumer<EpochContext> onAllSocketsAtBlock(
      long block, Consumer<WebSocketSubscriptions> action) {
    return epoch -> epoch.atBlock(block, () -> onAllSockets(action).accept(epoch));
  }

  private static void replayOldEvents(EpochContext epoch) {
    long from = epoch.nonce() - 725;
    onAllSocketsAtBlock(0, it -> it.replay(from, from + 10)).accept(epoch);
    onAllSocketsAtBlock(5, it -> it.replay(from, from + 10)).accept(epoch);
    onAllSocketsAtBlock(10, it -> it.replay(epoch.nonce(), epoch.nonce() + 5)).accept(epoch);
  }
}
