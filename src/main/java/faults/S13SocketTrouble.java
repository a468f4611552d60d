package faults;

import static faults.Expectation.hit;

import devnet.Subscriptions;
import java.util.function.Consumer;

/** Events are a convenience: whatever the websocket does, looking carries, and one answer goes. */
final class S13SocketTrouble {
  private S13SocketTrouble() {}

  static Scenario scenario() {
    return Scenario.of("S13", "The websocket is silent, closed, replays, duplicates")
        .in(world -> world.nodes(2))
        .epoch("silent", all(it -> it.silent(true)), hit().included(1))
        .epoch("closed", all(Subscriptions::closeAll), hit().included(1))
        .epoch("closed at the opening", at(0, Subscriptions::closeAll), hit().included(1))
        .epoch("replays two epochs", S13SocketTrouble::replays, hit().included(1))
        .epoch("every event three times", all(it -> it.copies(3)), hit().included(1));
  }

  private static Consumer<Stage> all(Consumer<Subscriptions> deed) {
    return stage -> stage.devnet().sockets().forEach(deed);
  }

  private static Consumer<Stage> at(long block, Consumer<Subscriptions> deed) {
    return stage -> stage.at(block, () -> all(deed).accept(stage));
  }

  private static void replays(Stage stage) {
    long from = stage.nonce() - 725;
    at(0, it -> it.replay(from, from + 10)).accept(stage);
    at(5, it -> it.replay(from, from + 10)).accept(stage);
    at(10, it -> it.replay(stage.nonce(), stage.nonce() + 5)).accept(stage);
  }
}
