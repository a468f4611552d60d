package faults;

import static faults.Acts.json;
import static faults.Acts.on;
import static faults.Acts.path;
import static faults.Expectation.hit;

import devnet.Script;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/** Nodes at the same height tell of other open nonces: what at least half of them tell counts. */
final class S12Disagreement {
  private static final BiPredicate<String, String> LIST = path("/unfulfilled_worker_nonces/");
  private static final BiPredicate<String, String> STATUS =
      path("/worker_submission_window_status/");

  private S12Disagreement() {}

  static Scenario scenario() {
    return Scenario.of("S12", "Nodes disagree about the open nonce")
        .in(world -> world.nodes(3))
        .epoch("the first knows of none", tells(S12Disagreement::closed), hit().included(1))
        .epoch("the first tells an old one", tells(open(-720)), hit().included(1))
        .epoch("the first tells a later one", tells(open(3)), hit().included(1));
  }

  private record Lie(String list, String status) {}

  private static Consumer<Stage> tells(Function<Stage, Lie> lie) {
    return stage -> {
      Lie told = lie.apply(stage);
      Script list = on(LIST, json(told.list()));
      Script status = on(STATUS, json(told.status()));
      stage
          .node(0)
          .script(
              (method, path, count) ->
                  (LIST.test(method, path) ? list : status).on(method, path, count));
      stage.must("logged", () -> stage.worker().log().contains("nodes disagree at "));
    };
  }

  private static Lie closed(Stage stage) {
    return new Lie("{\"nonces\":{\"nonces\":[]}}", status(false, stage.nonce() - 720));
  }

  private static Function<Stage, Lie> open(long ahead) {
    return stage -> {
      long nonce = stage.nonce() + ahead;
      String list = "{\"nonces\":{\"nonces\":[{\"block_height\":\"" + nonce + "\"}]}}";
      return new Lie(list, status(true, nonce));
    };
  }

  private static String status(boolean open, long nonce) {
    return """
    {"is_open":%b,"current_nonce_block_height":"%d","window_start_block":"%d",
     "window_end_block":"%d","next_window_start_block":"%d","next_window_end_block":"%d",
     "is_registered":true,"is_whitelisted":true,"is_topic_active":true}
    """
        .formatted(open, nonce, nonce, nonce + 600, nonce + 1_440, nonce + 2_040);
  }
}
