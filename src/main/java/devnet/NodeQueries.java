package devnet;

import static java.nio.charset.StandardCharsets.UTF_8;

import fr.acinq.bitcoin.Crypto;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Who the node is and which block it stands at. */
final class NodeQueries {
  private static final String PREFIX = "/cosmos/base/tendermint/v1beta1";
  private static final String HEADER =
      """
      {"version":{"block":"11","app":"0"},"chain_id":"%1$s","height":"%2$d","time":"%3$s",
       "last_block_id":{"hash":"%4$s","part_set_header":{"total":1,"hash":"%4$s"}},
       "last_commit_hash":"%4$s","data_hash":"%4$s","validators_hash":"%4$s",
       "next_validators_hash":"%4$s","consensus_hash":"%4$s","app_hash":"%4$s",
       "last_results_hash":"%4$s","evidence_hash":"%4$s",
       "proposer_address":"%5$s"}\
      """;
  private final Ledger ledger;

  NodeQueries(Ledger ledger) {
    this.ledger = ledger;
  }

  void routes(Router router) {
    router
        .get(PREFIX + "/node_info", call -> ledger.read(this::nodeInfo))
        .get(PREFIX + "/syncing", call -> Json.of("syncing", false))
        .get(PREFIX + "/blocks/latest", call -> block(ledger.latest()))
        .get(PREFIX + "/blocks/{height}", call -> block(find(call.num("height"))))
        .get("/cosmos/base/node/v1beta1/config", call -> config());
  }

  private Map<String, Object> nodeInfo(State state) {
    return Json.shape(
        """
        {"default_node_info":{"protocol_version":{"p2p":"8","block":"11","app":"0"},
          "default_node_id":"91dd1b4e6a2c0f8f5e7d3a9b0c1d2e3f4a5b6c7d",
          "listen_addr":"tcp://0.0.0.0:26656","network":"%s","version":"0.38.19",
          "channels":"QCAhIiMwOGBhAA==","moniker":"dromedary-devnet",
          "other":{"tx_index":"on","rpc_address":"tcp://0.0.0.0:26657"}},
         "application_version":{"name":"allora","app_name":"allorad","version":"%s",
          "git_commit":"","build_tags":"devnet","go_version":"","build_deps":[],
          "cosmos_sdk_version":"v0.50.14"}}\
        """,
        state.chainId, state.emissions.application());
  }

  private Block find(long height) {
    Block block = ledger.block(height);
    if (block != null) {
      return block;
    }
    if (height > ledger.latest().height()) {
      throw GrpcError.invalid("requested block height is bigger then the chain length");
    }
    throw new GrpcError(
        2,
        "height " + height + " is not available, lowest height is " + ledger.earliest().height());
  }

  private static Map<String, Object> block(Block block) {
    byte[] proposer = Arrays.copyOf(Crypto.sha256(block.chainId().getBytes(UTF_8)), 20);
    return Json.of(
        "block_id",
        part(base64(block.hash())),
        "block",
        body(block, base64(proposer)),
        "sdk_block",
        body(block, Signatures.validator(proposer)));
  }

  /** The node's form and the SDK's differ in how they write the proposer. */
  private static Map<String, Object> body(Block block, String proposer) {
    String id = base64(block.hash());
    Map<String, Object> body =
        Json.shape(
            """
            {"header":%s,"evidence":{"evidence":[]},
             "last_commit":{"height":"%d","round":0,"signatures":[]}}\
            """,
            HEADER.formatted(
                block.chainId(), block.height(), Json.nanos(block.time()), id, proposer),
            block.height() - 1);
    body.put("data", Json.of("txs", txs(block)));
    return body;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Map<String, Object> part(String id) {
    return Json.of("hash", id, "part_set_header", Json.of("total", 1, "hash", id));
  }

  private static List<String> txs(Block block) {
    return block.results().stream().map(it -> base64(it.tx().bytes())).toList();
  }

  private Map<String, Object> config() {
    return Json.shape(
        """
        {"minimum_gas_price":"","pruning_keep_recent":"%d","pruning_interval":"1",
         "halt_height":"0"}\
        """,
        Ledger.KEPT_BLOCKS);
  }
}
