package devnet.rpc;

import devnet.api.DevnetJson;
import devnet.block.ChainBlock;
import devnet.rest.TxJson;
import devnet.tx.DecodedTx;
import devnet.tx.DeliveredTx;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Blocks in the shape of CometBFT: hashes in hex, events with their attributes. */
final class BlockJson {
  private static final String HEADER =
      """
      {"version":{"block":"11"},"chain_id":"%1$s","height":"%2$d","time":"%3$s",
       "last_block_id":{"hash":"%6$s","parts":{"total":1,"hash":"%6$s"}},
       "last_commit_hash":"%4$s","data_hash":"%7$s","validators_hash":"%4$s",
       "next_validators_hash":"%4$s","consensus_hash":"%4$s","app_hash":"%4$s",
       "last_results_hash":"%4$s","evidence_hash":"%4$s","proposer_address":"%5$s"}\
      """;

  private static final String CONSENSUS =
      """
      {"block":{"max_bytes":"22020096","max_gas":"-1"},"evidence":{"max_age_num_blocks":"100000",
        "max_age_duration":"172800000000000","max_bytes":"1048576"},
       "validator":{"pub_key_types":["ed25519"]},"version":{},"abci":{}}\
      """;

  private BlockJson() {}

  static Map<String, Object> header(ChainBlock block) {
    String hash = block.hashHex();
    return DevnetJson.fromTemplate(
        HEADER,
        block.chainId(),
        block.height(),
        DevnetJson.nanosecondTime(block.time()),
        hash,
        hash.substring(0, 40),
        hex(block.previousHash()),
        hex(block.dataHash()));
  }

  static Map<String, Object> block(ChainBlock block) {
    List<String> txs = block.results().stream().map(it -> base64(it.tx())).toList();
    Map<String, Object> body =
        DevnetJson.object(
            "header",
            header(block),
            "data",
            DevnetJson.object("txs", txs),
            "evidence",
            DevnetJson.object("evidence", List.of()),
            "last_commit",
            lastCommit(block));
    return DevnetJson.object("block_id", blockId(block), "block", body);
  }

  private static Map<String, Object> lastCommit(ChainBlock block) {
    return DevnetJson.fromTemplate(
        """
        {"height":"%1$d","round":0,"block_id":{"hash":"%2$s","parts":{"total":1,"hash":"%2$s"}},
         "signatures":[{"block_id_flag":2,"validator_address":"%3$s","timestamp":"%4$s",
          "signature":"%5$s"}]}\
        """,
        block.height() - 1,
        hex(block.previousHash()),
        block.hashHex().substring(0, 40),
        DevnetJson.nanosecondTime(block.time()),
        Base64.getEncoder().encodeToString(block.commitSignature()));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  static Map<String, Object> blockId(ChainBlock block) {
    String hash = block.hashHex();
    return DevnetJson.object("hash", hash, "parts", DevnetJson.object("total", 1, "hash", hash));
  }

  static Map<String, Object> blockResults(ChainBlock block) {
    return DevnetJson.object(
        "height",
        DevnetJson.int64(block.height()),
        "txs_results",
        block.results().isEmpty()
            ? null
            : block.results().stream().map(BlockJson::txResult).toList(),
        "finalize_block_events",
        TxJson.events(block.endEvents()),
        "validator_updates",
        null,
        "consensus_param_updates",
        DevnetJson.fromTemplate(CONSENSUS),
        "app_hash",
        block.hashHex());
  }

  /** {@code /tx}: the outcome beside the transaction's own bytes. */
  static Map<String, Object> txLookup(DeliveredTx result) {
    return DevnetJson.object(
        "hash",
        result.txHash(),
        "height",
        DevnetJson.int64(result.height()),
        "index",
        0,
        "tx_result",
        txResult(result),
        "tx",
        base64(result.tx()));
  }

  /** As the websocket tells it. */
  static Map<String, Object> webSocketTx(DeliveredTx result) {
    return DevnetJson.object(
        "height",
        DevnetJson.int64(result.height()),
        "index",
        0,
        "tx",
        base64(result.tx()),
        "result",
        txResult(result));
  }

  private static Map<String, Object> txResult(DeliveredTx result) {
    return DevnetJson.object(
        "code",
        result.code(),
        "data",
        result.code() == 0 ? TxJson.messageData(result.tx()) : null,
        "log",
        result.log(),
        "info",
        "",
        "gas_wanted",
        DevnetJson.int64(result.tx().gasLimit()),
        "gas_used",
        DevnetJson.int64(result.gasUsed()),
        "events",
        TxJson.events(result.events()),
        "codespace",
        result.codespace());
  }

  private static String base64(DecodedTx tx) {
    return Base64.getEncoder().encodeToString(tx.bytes());
  }
}
