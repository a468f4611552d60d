package devnet.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import devnet.api.DevnetJson;
import devnet.api.GrpcStatusException;
import devnet.api.PathRouter;
import devnet.block.ChainBlock;
import devnet.block.SimulatedChain;
import devnet.genesis.DevnetCrypto;
import devnet.ledger.LedgerState;
import fr.acinq.bitcoin.Crypto;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who the node is and which block it stands at. */
final class NodeQueryHandler {
  private static final String PREFIX = "/cosmos/base/tendermint/v1beta1";
  private static final String HEADER =
      """
      {"version":{"block":"11","app":"0"},"chain_id":"%1$s","height":"%2$d","time":"%3$s",
       "last_block_id":%6$s,
       "last_commit_hash":"%4$s","data_hash":"%7$s","validators_hash":"%4$s",
       "next_validators_hash":"%4$s","consensus_hash":"%4$s","app_hash":"%4$s",
       "last_results_hash":"%4$s","evidence_hash":"%4$s",
       "proposer_address":"%5$s"}\
      """;
  private static final String BLOCK_ID =
      """
      {"hash":"%1$s","part_set_header":{"total":1,"hash":"%1$s"}}\
      """;

  private final SimulatedChain chain;

  NodeQueryHandler(SimulatedChain chain) {
    this.chain = chain;
  }

  void registerRoutes(PathRouter router) {
    router
        .get(PREFIX + "/node_info", call -> chain.readState(this::nodeInfo))
        .get(PREFIX + "/syncing", call -> DevnetJson.object("syncing", false))
        .get(PREFIX + "/blocks/latest", call -> blockJson(chain.latestBlock()))
        .get(
            PREFIX + "/blocks/{height}",
            call -> blockJson(requireBlock(call.requireHeight("height"))))
        .get(
            "/cosmos/base/node/v1beta1/config",
            call -> chain.readState(NodeQueryHandler::nodeConfig));
  }

  private Map<String, Object> nodeInfo(LedgerState state) {
    return DevnetJson.fromTemplate(
        """
        {"default_node_info":{"protocol_version":{"p2p":"8","block":"11","app":"0"},
          "default_node_id":"91dd1b4e6a2c0f8f5e7d3a9b0c1d2e3f4a5b6c7d",
          "listen_addr":"tcp://0.0.0.0:26656","network":"%s","version":"0.38.19",
          "channels":"QCAhIiMwOGBhAA==","moniker":"dromedary-devnet",
          "other":{"tx_index":"on","rpc_address":"tcp://0.0.0.0:26657"}},
         "application_version":{"name":"allora","app_name":"allorad","version":"%s",
          "git_commit":"","build_tags":"","go_version":"none","build_deps":[],
          "cosmos_sdk_version":"v0.50.14"}}\
        """,
        state.chainId, state.emissionsVersion.applicationVersion());
  }

  private ChainBlock requireBlock(long height) {
    ChainBlock block = chain.findBlock(height);
    if (block != null) {
      return block;
    }
    if (height <= 0) {
      throw new GrpcStatusException(2, "height must be greater than 0, but got " + height);
    }
    if (height > chain.latestBlock().height()) {
      throw GrpcStatusException.invalidArgument(
          "requested block height is bigger then the chain length");
    }
    throw new GrpcStatusException(
        2,
        "height "
            + height
            + " is not available, lowest height is "
            + chain.earliestBlock().height());
  }

  private static Map<String, Object> blockJson(ChainBlock block) {
    byte[] proposer = proposerOf(block);
    return DevnetJson.object(
        "block_id",
        blockIdJson(base64(block.hash())),
        "block",
        blockBodyJson(block, base64(proposer)),
        "sdk_block",
        blockBodyJson(block, DevnetCrypto.validatorAddress(proposer)));
  }

  private static byte[] proposerOf(ChainBlock block) {
    return Arrays.copyOf(Crypto.sha256(block.chainId().getBytes(UTF_8)), 20);
  }

  /** The node's form and the SDK's differ in how they write the proposer. */
  private static Map<String, Object> blockBodyJson(ChainBlock block, String proposer) {
    String id = base64(block.hash());
    String previous = String.format(Locale.ROOT, BLOCK_ID, base64(block.previousHash()));
    Map<String, Object> body =
        DevnetJson.fromTemplate(
            """
            {"header":%1$s,"evidence":{"evidence":[]},
             "last_commit":{"height":"%2$d","round":0,"block_id":%3$s,
              "signatures":[{"block_id_flag":"BLOCK_ID_FLAG_COMMIT","validator_address":"%4$s",
               "timestamp":"%5$s","signature":"%6$s"}]}}\
            """,
            String.format(
                Locale.ROOT,
                HEADER,
                block.chainId(),
                block.height(),
                DevnetJson.nanosecondTime(block.time()),
                id,
                proposer,
                previous,
                base64(block.dataHash())),
            block.height() - 1,
            previous,
            base64(proposerOf(block)),
            DevnetJson.nanosecondTime(block.time()),
            base64(block.commitSignature()));
    body.put("data", DevnetJson.object("txs", encodedTxs(block)));
    return body;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Map<String, Object> blockIdJson(String id) {
    return DevnetJson.object(
        "hash", id, "part_set_header", DevnetJson.object("total", 1, "hash", id));
  }

  private static List<String> encodedTxs(ChainBlock block) {
    return block.results().stream().map(it -> base64(it.tx().bytes())).toList();
  }

  /** Where there is no fee market, the price of gas stands here alone. */
  private static Map<String, Object> nodeConfig(LedgerState state) {
    return DevnetJson.object(
        "minimum_gas_price",
        state.emissionsVersion.isAfterV5()
            ? ""
            : DevnetJson.legacyDecimal(state.gasPrice) + LedgerState.DENOM,
        "pruning_keep_recent",
        "0",
        "pruning_interval",
        "0",
        "halt_height",
        "0");
  }
}
