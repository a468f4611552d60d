package chain;

import chain.model.EmissionsVersion;
import chain.model.Network;
import chain.model.NodeEndpoint;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import wallet.Wallet;

/** A chain at height 105 with topic 67's window of nonce 100 open, as one stub node tells it. */
public final class StubNetwork {
  public static final String CHAIN = "allora-testnet-1";
  public static final Wallet WALLET =
      Wallet.fromMnemonic(
          ("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
                  + " about")
              .toCharArray());
  public static final String WORKER = WALLET.address();

  private StubNetwork() {}

  public static Network of(NodeEndpoint... endpoints) {
    return new Network(
        "stub",
        CHAIN,
        Optional.empty(),
        List.of(endpoints),
        BigInteger.valueOf(50_000_000),
        Optional.empty());
  }

  public static StubNode node(EmissionsVersion emissions) {
    StubNode node = new StubNode().block(CHAIN, 105, 5, 100);
    String prefix = emissions.restPrefix();
    node.says(prefix + "/params", "{'params':{'registration_fee':'50000000'}}");
    node.says(prefix + "/topics/67", topic("TOPIC_OUTPUT_ARITY_SINGLE"));
    node.says(prefix + "/unfulfilled_worker_nonces/67", nonces(100));
    node.says(prefix + "/worker_registered/67/" + WORKER, "{'is_registered':true}");
    node.says(prefix + "/is_topic_active/67", "{'is_active':true}");
    if (emissions != EmissionsVersion.V5) {
      status(node, emissions, true, true, true, true);
    }
    return account(node);
  }

  public static String topic(String arity) {
    return "{'topic':{'id':'67','metadata':'BTC 7d','loss_method':'czar','epoch_last_ended':'100',"
        + "'epoch_length':'72','ground_truth_lag':'12096','worker_submission_window':'60',"
        + "'output_arity':'"
        + arity
        + "','something_new':{}}}";
  }

  public static String nonces(long... heights) {
    StringBuilder list = new StringBuilder();
    for (long height : heights) {
      list.append(list.length() == 0 ? "" : ",").append("{'block_height':'" + height + "'}");
    }
    return "{'nonces':{'nonces':[" + list + "]}}";
  }

  public static StubNode status(
      StubNode node,
      EmissionsVersion emissions,
      boolean open,
      boolean registered,
      boolean whitelisted,
      boolean active) {
    return node.says(
        emissions.restPrefix() + "/worker_submission_window_status/67",
        ("{'is_open':%s,'current_nonce_block_height':'100','window_start_block':'100',"
                + "'window_end_block':'160','next_window_start_block':'172',"
                + "'is_registered':%s,'is_whitelisted':%s,'is_topic_active':%s}")
            .formatted(open, registered, whitelisted, active));
  }

  /** What a node says of a window of 60 blocks to a worker that may submit. */
  public static String status(boolean open, long nonce, long next) {
    return ("{'is_open':%s,'current_nonce_block_height':'%d','window_end_block':'%d',"
            + "'next_window_start_block':'%d','is_registered':true,'is_whitelisted':true,"
            + "'is_topic_active':true}")
        .formatted(open, nonce, nonce + 60, next);
  }

  private static StubNode account(StubNode node) {
    node.says(
        "/cosmos/auth/v1beta1/account_info/" + WORKER,
        "{'info':{'address':'" + WORKER + "','account_number':'12345','sequence':'0'}}");
    node.says(
        "/cosmos/bank/v1beta1/balances/" + WORKER + "/by_denom",
        "{'balance':{'denom':'uallo','amount':'1999999999931415926'}}");
    node.says(
        "/feemarket/v1/gas_price/uallo",
        "{'price':{'denom':'uallo','amount':'10.000000000000000000'}}");
    node.says("/cosmos/tx/v1beta1/simulate", "{'gas_info':{'gas_wanted':'0','gas_used':'201534'}}");
    return node;
  }
}
