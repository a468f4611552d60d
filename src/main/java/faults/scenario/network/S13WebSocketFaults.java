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
        .withSetup(world -> world.withNodes(2))
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

  private static Consumer<EpochContext> onAllSockets(Consumer<WebSocketSubscriptions> deed) {
    return stage -> stage.devnet().webSockets().forEach(deed);
  }

  private static Consumer<EpochContext> onAllSocketsAtBlock(
      long block, Consumer<WebSocketSubscriptions> deed) {
    return stage -> stage.atBlock(block, () -> onAllSockets(deed).accept(stage));
  }

  private static void replayOldEvents(EpochContext stage) {
    long from = stage.nonce() - 725;
    onAllSocketsAtBlock(0, it -> it.replay(from, from + 10)).accept(stage);
    onAllSocketsAtBlock(5, it -> it.replay(from, from + 10)).accept(stage);
    onAllSocketsAtBlock(10, it -> it.replay(stage.nonce(), stage.nonce() + 5)).accept(stage);
  }
}
