package devnet.rest;

import devnet.block.ChainBlock;
import devnet.block.SimulatedChain;
import devnet.ledger.DevnetCrypto;
import devnet.ledger.LedgerState;
import devnet.proto.NodeHeader;
import devnet.server.CosmosJson;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Queries of node info, sync state, blocks and node configuration. */
final class NodeQueryHandler {
  private static final String PREFIX = "/cosmos/base/tendermint/v1beta1";
  private final SimulatedChain chain;

  NodeQueryHandler(SimulatedChain chain) {
    this.chain = chain;
  }

  void registerRoutes(PathRouter router) {
    router
        .get(PREFIX + "/node_info", call -> chain.readState(this::nodeInfo))
        .get(PREFIX + "/blocks/latest", call -> blockJson(chain.latestBlock()))
        .get(
            PREFIX + "/blocks/{height}",
            call -> blockJson(requireBlock(call.requireHeight("height"))))
        .get("/cosmos/base/node/v1beta1/status", call -> statusJson(chain.latestBlock()))
        .get(
            "/cosmos/base/node/v1beta1/config",
            call -> chain.readState(NodeQueryHandler::nodeConfig));
  }

  private Map<String, Object> nodeInfo(LedgerState state) {
    return CosmosJson.fromTemplate(
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

  private static CosmosJson blockJson(ChainBlock block) {
    byte[] proposer = block.header().getProposerAddress().toByteArray();
    CosmosJson id = ProtobufJson.toJson(ChainBlock.blockId(block.hash()), Set.of());
    return CosmosJson.object("block_id", id)
        .with("block", blockBodyJson(block, base64(proposer)))
        .with("sdk_block", blockBodyJson(block, DevnetCrypto.validatorAddress(proposer)));
  }

  /** CometBFT and the SDK write the proposer of a block differently. */
  private static CosmosJson blockBodyJson(ChainBlock block, String proposer) {
    NodeHeader header = block.header();
    CosmosJson signature =
        CosmosJson.object("block_id_flag", "BLOCK_ID_FLAG_COMMIT")
            .with("validator_address", base64(header.getProposerAddress().toByteArray()))
            .with("timestamp", CosmosJson.nanosecondTime(block.time()))
            .with("signature", base64(block.commitSignature()));
    CosmosJson commit =
        CosmosJson.object()
            .int64("height", block.height() - 1)
            .with("round", 0)
            .with("block_id", ProtobufJson.toJson(header.getLastBlockId(), Set.of()))
            .with("signatures", List.of(signature));
    return CosmosJson.object(
            "header", ProtobufJson.toJson(header, Set.of()).with("proposer_address", proposer))
        .with("data", CosmosJson.object("txs", encodedTxs(block)))
        .with("evidence", CosmosJson.object("evidence", List.of()))
        .with("last_commit", commit);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static List<String> encodedTxs(ChainBlock block) {
    return block.results().stream().map(it -> base64(it.tx().bytes())).toList();
  }

  /** The newest state. Real nodes tell the same time and hashes as in the block's header. */
  private static CosmosJson statusJson(ChainBlock block) {
    return CosmosJson.object("earliest_store_height", "0")
        .int64("height", block.height())
        .with("timestamp", CosmosJson.nanosecondTime(block.time()))
        .with("app_hash", base64(block.header().getAppHash().toByteArray()))
        .with("validator_hash", base64(block.header().getNextValidatorsHash().toByteArray()));
  }

  /** Without a fee market, the gas price is given here only. */
  private static Map<String, Object> nodeConfig(LedgerState state) {
    return CosmosJson.object(
            "minimum_gas_price",
            state.emissionsVersion.isAfterV5()
                ? ""
                : CosmosJson.legacyDecimal(state.gasPrice) + LedgerState.DENOM)
        .with("pruning_keep_recent", "0")
        .with("pruning_interval", "0")
        .with("halt_height", "0");
  }
}
