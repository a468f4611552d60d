package devnet;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Blocks in the shape of CometBFT: hashes in hex, events with their attributes. */
final class BlockJson {
  private static final String HEADER =
      """
      {"version":{"block":"11"},"chain_id":"%1$s","height":"%2$d","time":"%3$s",
       "last_block_id":{"hash":"%4$s","parts":{"total":1,"hash":"%4$s"}},
       "last_commit_hash":"%4$s","data_hash":"%4$s","validators_hash":"%4$s",
       "next_validators_hash":"%4$s","consensus_hash":"%4$s","app_hash":"%4$s",
       "last_results_hash":"%4$s","evidence_hash":"%4$s","proposer_address":"%5$s"}\
      """;

  private BlockJson() {}

  static Map<String, Object> header(Block block) {
    String hash = block.hashHex();
    return Json.shape(
        HEADER,
        block.chainId(),
        block.height(),
        Json.nanos(block.time()),
        hash,
        hash.substring(0, 40));
  }

  static Map<String, Object> block(Block block) {
    List<String> txs = block.results().stream().map(it -> base64(it.tx())).toList();
    Map<String, Object> body =
        Json.of(
            "header",
            header(block),
            "data",
            Json.of("txs", txs),
            "evidence",
            Json.of("evidence", List.of()),
            "last_commit",
            Json.of("height", Json.num(block.height() - 1), "round", 0, "signatures", List.of()));
    return Json.of("block_id", id(block), "block", body);
  }

  static Map<String, Object> id(Block block) {
    String hash = block.hashHex();
    return Json.of("hash", hash, "parts", Json.of("total", 1, "hash", hash));
  }

  static Map<String, Object> results(Block block) {
    return Json.of(
        "height",
        Json.num(block.height()),
        "txs_results",
        block.results().isEmpty() ? null : block.results().stream().map(BlockJson::result).toList(),
        "finalize_block_events",
        TxJson.events(block.endEvents()),
        "validator_updates",
        null,
        "consensus_param_updates",
        null,
        "app_hash",
        block.hashHex());
  }

  /** {@code /tx}: the outcome beside the transaction's own bytes. */
  static Map<String, Object> tx(TxResult result) {
    return Json.of(
        "hash",
        result.hash(),
        "height",
        Json.num(result.height()),
        "index",
        0,
        "tx_result",
        result(result),
        "tx",
        base64(result.tx()));
  }

  /** As the websocket tells it. */
  static Map<String, Object> txEvent(TxResult result) {
    return Json.of(
        "height",
        Json.num(result.height()),
        "index",
        0,
        "tx",
        base64(result.tx()),
        "result",
        result(result));
  }

  private static Map<String, Object> result(TxResult result) {
    return Json.of(
        "code",
        result.code(),
        "data",
        null,
        "log",
        result.log(),
        "info",
        "",
        "gas_wanted",
        Json.num(result.tx().gasLimit()),
        "gas_used",
        Json.num(result.gasUsed()),
        "events",
        TxJson.events(result.events()),
        "codespace",
        result.codespace());
  }

  private static String base64(Tx tx) {
    return Base64.getEncoder().encodeToString(tx.bytes());
  }
}
