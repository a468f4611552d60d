package devnet.rpc;

import devnet.api.DevnetJson;
import devnet.block.ChainBlock;
import devnet.ledger.ChainEvent;
import devnet.rest.TxJson;
import devnet.tx.DeliveredTx;
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
record BlockEventMessage(
    String kind, Map<String, List<String>> events, Supplier<Map<String, Object>> value) {

  static List<BlockEventMessage> messagesOf(ChainBlock block) {
    Map<String, List<String>> ends = ChainEvent.valuesByKey(block.endEvents());
    List<BlockEventMessage> messages = new ArrayList<>();
    messages.add(newMessage("NewBlockEvents", ends, () -> events(block)));
    messages.add(
        newMessage(
            "NewBlockHeader", ends, () -> DevnetJson.object("header", BlockJson.header(block))));
    messages.add(newMessage("NewBlock", ends, () -> fullBlock(block)));
    for (DeliveredTx tx : block.results()) {
      messages.add(
          newMessage(
              "Tx",
              tx.eventValuesByKey(),
              () -> DevnetJson.object("TxResult", BlockJson.webSocketTx(tx))));
    }
    return messages;
  }

  private static BlockEventMessage newMessage(
      String kind, Map<String, List<String>> events, Supplier<Map<String, Object>> value) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("tm.event", List.of(kind));
    all.putAll(events);
    return new BlockEventMessage(kind, all, value);
  }

  private static Map<String, Object> events(ChainBlock block) {
    return DevnetJson.object(
        "height",
        DevnetJson.int64(block.height()),
        "events",
        TxJson.events(block.endEvents()),
        "num_txs",
        DevnetJson.int64(block.results().size()));
  }

  private static Map<String, Object> fullBlock(ChainBlock block) {
    Map<String, Object> message = BlockJson.block(block);
    message.put(
        "result_finalize_block", DevnetJson.object("events", TxJson.events(block.endEvents())));
    return message;
  }
}
