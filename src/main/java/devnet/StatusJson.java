package devnet;

import java.util.Base64;
import java.util.Map;

/** Who an RPC node says it is, and where it stands. */
final class StatusJson {
  private StatusJson() {}

  static Map<String, Object> of(Ledger ledger) {
    Block latest = ledger.latest();
    Block earliest = ledger.earliest();
    return Json.shape(
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
        Json.nanos(latest.time()),
        earliest.hashHex(),
        earliest.height(),
        Json.nanos(earliest.time()),
        earliest.hashHex().substring(0, 40),
        base64(earliest.hash()));
  }

  static Map<String, Object> abciInfo(Ledger ledger) {
    return Json.shape(
        """
        {"response":{"data":"allorad","version":"%s","last_block_height":"%d",
         "last_block_app_hash":"%s"}}\
        """,
        ledger.read(it -> it.emissions.application()),
        ledger.latest().height(),
        base64(ledger.latest().hash()));
  }

  /**
   * @param value base64, null after a failure
   */
  static Map<String, Object> abci(
      int code, String log, String codespace, String value, long height) {
    Map<String, Object> response =
        Json.shape(
            """
            {"code":%d,"log":"","info":"","index":"0","key":null,"value":null,"proofOps":null,
             "height":"%d","codespace":"%s"}\
            """,
            code, height, codespace);
    response.put("log", log);
    response.put("value", value);
    return Json.of("response", response);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
