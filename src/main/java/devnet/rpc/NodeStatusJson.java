package devnet.rpc;

import devnet.block.ChainBlock;
import devnet.block.SimulatedChain;
import devnet.server.DevnetJson;
import java.util.Base64;
import java.util.Map;

/** Who an RPC node says it is, and where it stands. */
final class NodeStatusJson {
  private NodeStatusJson() {}

  static Map<String, Object> nodeStatus(SimulatedChain chain) {
    ChainBlock latest = chain.latestBlock();
    ChainBlock earliest = chain.earliestBlock();
    return DevnetJson.fromTemplate(
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
        DevnetJson.nanosecondTime(latest.time()),
        earliest.hashHex(),
        earliest.height(),
        DevnetJson.nanosecondTime(earliest.time()),
        earliest.hashHex().substring(0, 40),
        base64(earliest.hash()));
  }

  static Map<String, Object> abciInfo(SimulatedChain chain) {
    return DevnetJson.fromTemplate(
        """
        {"response":{"data":"allorad","version":"%s","last_block_height":"%d",
         "last_block_app_hash":"%s"}}\
        """,
        chain.readState(it -> it.emissionsVersion.applicationVersion()),
        chain.latestBlock().height(),
        base64(chain.latestBlock().hash()));
  }

  /**
   * @param value base64, null after a failure
   */
  static Map<String, Object> abciQueryResponse(
      int code, String log, String codespace, String value, long height) {
    Map<String, Object> response =
        DevnetJson.fromTemplate(
            """
            {"code":%d,"log":"","info":"","index":"0","key":null,"value":null,"proofOps":null,
             "height":"%d","codespace":"%s"}\
            """,
            code, height, codespace);
    response.put("log", log);
    response.put("value", value);
    return DevnetJson.object("response", response);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
