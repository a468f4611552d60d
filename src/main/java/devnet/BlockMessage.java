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
    Map<String, List<String>> ends = Event.keyed(block.endEvents());
    List<BlockMessage> messages = new ArrayList<>();
    messages.add(message("NewBlockEvents", ends, () -> events(block)));
    messages.add(message("NewBlockHeader", ends, () -> Json.of("header", BlockJson.header(block))));
    messages.add(message("NewBlock", ends, () -> whole(block)));
    for (TxResult tx : block.results()) {
      messages.add(message("Tx", tx.keyed(), () -> Json.of("TxResult", BlockJson.txEvent(tx))));
    }
    return messages;
  }

  private static BlockMessage message(
      String kind, Map<String, List<String>> events, Supplier<Map<String, Object>> value) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("tm.event", List.of(kind));
    all.putAll(events);
    return new BlockMessage(kind, all, value);
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
