package devnet.rpc;

import com.google.protobuf.Descriptors.Descriptor;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.wire.DevnetQuery;
import java.util.HashMap;
import java.util.Map;

/** A gRPC method, and the REST route that answers it; the route's named parts are its fields. */
record GrpcMethod(
    String httpMethod, String restPath, Descriptor requestType, Descriptor responseType) {
  private static final String TABLE =
      """
      cosmos.base.tendermint.v1beta1.Service/
       GetNodeInfo      GET /cosmos/base/tendermint/v1beta1/node_info       NoRequest NodeInfoReply
       GetSyncing       GET /cosmos/base/tendermint/v1beta1/syncing         NoRequest SyncingReply
       GetLatestBlock   GET /cosmos/base/tendermint/v1beta1/blocks/latest   NoRequest BlockReply
       GetBlockByHeight GET /cosmos/base/tendermint/v1beta1/blocks/{height} HeightRequest BlockReply
      cosmos.auth.v1beta1.Query/
       Account     GET /cosmos/auth/v1beta1/accounts/{address}     AddressRequest AccountReply
       AccountInfo GET /cosmos/auth/v1beta1/account_info/{address} AddressRequest AccountInfoReply
      cosmos.bank.v1beta1.Query/
       Balance GET /cosmos/bank/v1beta1/balances/{address}/by_denom AddressRequest BalanceReply
      feemarket.feemarket.v1.Query/
       GasPrice GET /feemarket/v1/gas_price/{denom} DenomRequest GasPriceReply
       State    GET /feemarket/v1/state             NoRequest MarketStateReply
       Params   GET /feemarket/v1/params            NoRequest MarketParamsReply
      cosmos.tx.v1beta1.Service/
       Simulate    POST /cosmos/tx/v1beta1/simulate   SimulateRequest SimulateReply
       BroadcastTx POST /cosmos/tx/v1beta1/txs        BroadcastRequest TxReply
       GetTx       GET  /cosmos/tx/v1beta1/txs/{hash} HashRequest TxFoundReply
      """;
  private static final String EMISSIONS =
      """
      emissions.{V}.QueryService/
       GetTopic      GET /emissions/{V}/topics/{topic_id}          TopicRequest TopicReply
       TopicExists   GET /emissions/{V}/topic_exists/{topic_id}    TopicRequest ExistsReply
       IsTopicActive GET /emissions/{V}/is_topic_active/{topic_id} TopicRequest ActiveReply
       IsWorkerRegisteredInTopicId GET /emissions/{V}/worker_registered/{topic_id}/{address} \
      TopicAddressRequest RegisteredReply
       CanSubmitWorkerPayload GET /emissions/{V}/can_submit_worker_payload/{topic_id}/{address} \
      TopicAddressRequest PermissionReply
       GetUnfulfilledWorkerNonces GET /emissions/{V}/unfulfilled_worker_nonces/{topic_id} \
      TopicRequest NoncesReply
       GetOpenWorkerSubmissionWindows GET /emissions/{V}/open_worker_submission_windows/{topic_id} \
      TopicRequest NoncesReply
       IsWorkerNonceUnfulfilled \
      GET /emissions/{V}/is_worker_nonce_unfulfilled/{topic_id}/{block_height} \
      TopicHeightRequest NonceOpenReply
       GetWorkerSubmissionWindowStatus \
      GET /emissions/{V}/worker_submission_window_status/{topic_id} TopicAddressRequest WindowReply
       GetNextChurningBlockByTopicId \
      GET /emissions/{V}/next_churning_block_by_topic_id/{topic_id} TopicRequest NextNonceReply
       GetWorkerLatestInputInferenceByTopicId \
      GET /emissions/{V}/topics/{topic_id}/workers/{address}/latest_input_inference \
      TopicAddressRequest LatestInputReply
       GetWorkerLatestInferenceByTopicId \
      GET /emissions/{V}/topics/{topic_id}/workers/{address}/latest_inference \
      TopicAddressRequest LatestInferenceReply
       GetInferencesAtBlock GET /emissions/{V}/inferences/{topic_id}/{block_height} \
      TopicHeightRequest InferencesReply
       GetInfererScoreEma GET /emissions/{V}/inferer_score_ema/{topic_id}/{address} \
      TopicAddressRequest ScoreReply
       GetCurrentLowestInfererScore GET /emissions/{V}/current_lowest_inferer_score/{topic_id} \
      TopicRequest ScoreReply
      """;

  /** The network's inference has this form in v10 only. */
  private static final String NETWORK =
      """
      emissions.v10.QueryService/
       GetLatestNetworkInferences GET /emissions/v10/latest_network_inferences/{topic_id} \
      TopicRequest NetworkReply
       GetNetworkInferencesAtBlock \
      GET /emissions/v10/network_inferences/{topic_id}/last_inference/{block_height} \
      TopicHeightRequest NetworkReply
      """;

  /** By {@code /package.Service/Method}. */
  static Map<String, GrpcMethod> all() {
    Map<String, GrpcMethod> methods = new HashMap<>();
    readTable(TABLE, methods);
    readTable(NETWORK, methods);
    for (DevnetEmissionsVersion version : DevnetEmissionsVersion.values()) {
      readTable(EMISSIONS.replace("{V}", version.pathLabel()), methods);
    }
    return methods;
  }

  private static void readTable(String table, Map<String, GrpcMethod> methods) {
    String service = "";
    for (String line : table.lines().toList()) {
      if (line.startsWith(" ")) {
        String[] words = line.strip().split(" +");
        methods.put(
            "/" + service + words[0],
            new GrpcMethod(words[1], words[2], messageType(words[3]), messageType(words[4])));
      } else {
        service = line;
      }
    }
  }

  private static Descriptor messageType(String name) {
    return DevnetQuery.getDescriptor().findMessageTypeByName(name);
  }
}
