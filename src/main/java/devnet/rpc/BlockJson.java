package devnet.rpc;

import com.google.protobuf.ByteString;
import devnet.block.ChainBlock;
import devnet.block.ChainBlock.DeliveredTx;
import devnet.block.SimulatedChain;
import devnet.proto.NodeHeader;
import devnet.rest.TxJson;
import devnet.server.CosmosJson;
import devnet.tx.DecodedTx;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Blocks, transactions and node status in CometBFT's JSON. */
final class BlockJson {
  private static final String CONSENSUS =
      """
      {"block":{"max_bytes":"22020096","max_gas":"-1"},"evidence":{"max_age_num_blocks":"100000",
        "max_age_duration":"172800000000000","max_bytes":"1048576"},
       "validator":{"pub_key_types":["ed25519"]},"version":{},"abci":{}}\
      """;

  private BlockJson() {}

  /** The block header; hashes are in hex, unlike the gateway's base64. */
  static CosmosJson header(ChainBlock block) {
    NodeHeader header = block.header();
    CosmosJson json =
        CosmosJson.object("version", CosmosJson.object("block", "11"))
            .with("chain_id", block.chainId())
            .int64("height", block.height())
            .with("time", CosmosJson.nanosecondTime(block.time()))
            .with("last_block_id", blockId(block.previousHash()));
    header
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (value instanceof ByteString bytes) {
                json.put(field.getName(), hex(bytes.toByteArray()));
              }
            });
    return json;
  }

  static Map<String, Object> block(ChainBlock block) {
    List<String> txs = block.results().stream().map(it -> base64(it.tx())).toList();
    Map<String, Object> body =
        CosmosJson.object("header", header(block))
            .with("data", CosmosJson.object("txs", txs))
            .with("evidence", CosmosJson.object("evidence", List.of()))
            .with("last_commit", lastCommit(block));
    return CosmosJson.object("block_id", blockId(block.hash())).with("block", body);
  }

  private static CosmosJson lastCommit(ChainBlock block) {
    CosmosJson signature =
        CosmosJson.object("block_id_flag", 2)
            .with("validator_address", hex(block.header().getProposerAddress().toByteArray()))
            .with("timestamp", CosmosJson.nanosecondTime(block.time()))
            .with("signature", Base64.getEncoder().encodeToString(block.commitSignature()));
    return CosmosJson.object()
        .int64("height", block.height() - 1)
        .with("round", 0)
        .with("block_id", blockId(block.previousHash()))
        .with("signatures", List.of(signature));
  }

  private static String hex(byte[] bytes) {
    return TxJson.upperHex(bytes);
  }

  private static CosmosJson blockId(byte[] hash) {
    var parts = ChainBlock.blockId(hash).getPartSetHeader();
    return CosmosJson.object("hash", hex(hash))
        .with(
            "parts",
            CosmosJson.object("total", parts.getTotal())
                .with("hash", hex(parts.getHash().toByteArray())));
  }

  static Map<String, Object> blockResults(ChainBlock block) {
    return CosmosJson.object()
        .int64("height", block.height())
        .with(
            "txs_results",
            block.results().isEmpty()
                ? null
                : block.results().stream().map(BlockJson::txResult).toList())
        .with("finalize_block_events", TxJson.events(block.endEvents()))
        .with("validator_updates", null)
        .with("consensus_param_updates", CosmosJson.fromTemplate(CONSENSUS))
        .with("app_hash", block.hashHex());
  }

  /** Reply of {@code /tx}: the result with the transaction's bytes. */
  static Map<String, Object> txLookup(DeliveredTx result) {
    return CosmosJson.object("hash", result.txHash())
        .int64("height", result.height())
        .with("index", 0)
        .with("tx_result", txResult(result))
        .with("tx", base64(result.tx()));
  }

  /** The result of a transaction in a websocket event. */
  static Map<String, Object> webSocketTx(DeliveredTx result) {
    return CosmosJson.object()
        .int64("height", result.height())
        .with("index", 0)
        .with("tx", base64(result.tx()))
        .with("result", txResult(result));
  }

  private static Map<String, Object> txResult(DeliveredTx result) {
    return CosmosJson.object("code", result.code())
        .with("data", result.code() == 0 ? TxJson.messageData(result.tx()) : null)
        .with("log", result.log())
        .with("info", "")
        .int64("gas_wanted", result.tx().gasLimit())
        .int64("gas_used", result.gasUsed())
        .with("events", TxJson.events(result.events()))
        .with("codespace", result.codespace());
  }

  private static String base64(DecodedTx tx) {
    return Base64.getEncoder().encodeToString(tx.bytes());
  }

  static Map<String, Object> nodeStatus(SimulatedChain chain) {
    ChainBlock latest = chain.latestBlock();
    ChainBlock earliest = chain.earliestBlock();
    return CosmosJson.fromTemplate(
        """
        {"node_info":{"protocol_version":{"p2p":"8","block":"11","app":"0"},
          "id":"91dd1b4e6a2c0f8f5e7d3a9b0c1d2e3f4a5b6c7d","listen_addr":"tcp://0.0.0.0:26656",
          "network":"%1$s","version":"0.38.19","channels":"40202122233038606100",
          "moniker":"dromedary-devnet",
          "other":{"tx_index":"on","rpc_address":"tcp://0.0.0.0:26657"}},
         "sync_info":{"latest_block_hash":"%2$s","latest_app_hash":"%2$s",
          "latest_block_height":"%3$d","latest_block_time":"%4$s","earliest_block_hash":"%5$s",
          "earliest_app_hash":"%5$s","earliest_block_height":"%6$d","earliest_block_time":"%7$s",
          "catching_up":false},
         "validator_info":{"address":"%8$s",
          "pub_key":{"type":"tendermint/PubKeyEd25519","value":"%9$s"},"voting_power":"0"}}\
        """,
        latest.chainId(),
        latest.hashHex(),
        latest.height(),
        CosmosJson.nanosecondTime(latest.time()),
        earliest.hashHex(),
        earliest.height(),
        CosmosJson.nanosecondTime(earliest.time()),
        earliest.hashHex().substring(0, 40),
        Base64.getEncoder().encodeToString(earliest.hash()));
  }

  static Map<String, Object> abciInfo(SimulatedChain chain) {
    return CosmosJson.fromTemplate(
        """
        {"response":{"data":"allorad","version":"%s","last_block_height":"%d",
         "last_block_app_hash":"%s"}}\
        """,
        chain.readState(it -> it.emissionsVersion.applicationVersion()),
        chain.latestBlock().height(),
        Base64.getEncoder().encodeToString(chain.latestBlock().hash()));
  }

  /**
   * @param value base64, null after a failure
   */
  static Map<String, Object> abciQueryResponse(
      int code, String log, String codespace, String value, long height) {
    Map<String, Object> response =
        CosmosJson.fromTemplate(
            """
            {"code":%d,"log":"","info":"","index":"0","key":null,"value":null,"proofOps":null,
             "height":"%d","codespace":"%s"}\
            """,
            code, height, codespace);
    response.put("log", log);
    response.put("value", value);
    return CosmosJson.object("response", response);
  }
}
