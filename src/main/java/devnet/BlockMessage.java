package devnet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One of the messages a block causes.
 *
 * @param events values by {@code type.key}, for the query to look at
 * @param value what is sent, made only if somebody asked
 */
record BlockMessage(
    String kind, Map<String, List<String>> events, Supplier<Map<String, Object>> value) {

  static List<BlockMessage> of(Block block) {
    return List.of(
        message("NewBlockEvents", block, () -> events(block)),
        message("NewBlockHeader", block, () -> Json.of("header", BlockJson.header(block))),
        message("NewBlock", block, () -> whole(block)));
  }

  private static BlockMessage message(
      String kind, Block block, Supplier<Map<String, Object>> value) {
    Map<String, List<String>> keyed = new LinkedHashMap<>();
    keyed.put("tm.event", List.of(kind));
    for (Event event : block.endEvents()) {
      event
          .attributes()
          .forEach(
              (key, text) ->
                  keyed
                      .computeIfAbsent(event.type() + "." + key, it -> new ArrayList<>())
                      .add(text));
    }
    return new BlockMessage(kind, keyed, value);
  }

  private static Map<String, Object> events(Block block) {
    return Json.of(
        "height",
        Json.num(block.height()),
        "events",
        TxJson.events(block.endEvents()),
        "num_txs",
        Json.num(block.results().size()));
  }

  private static Map<String, Object> whole(Block block) {
    Map<String, Object> message = BlockJson.block(block);
    message.put("result_finalize_block", Json.of("events", TxJson.events(block.endEvents())));
    return message;
  }
}
