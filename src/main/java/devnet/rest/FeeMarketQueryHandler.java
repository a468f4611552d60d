package devnet.rest;

import devnet.block.SimulatedChain;
import devnet.ledger.LedgerState;
import devnet.server.DevnetJson;
import devnet.server.DevnetRequest;
import devnet.server.GrpcStatusException;
import devnet.server.PathRouter;
import java.util.List;
import java.util.Map;

/**
 * What gas costs and who pays for whom, in the REST form: decimals, not integers scaled by 10^18.
 * Chains of v5 have neither module.
 */
final class FeeMarketQueryHandler {
  private final SimulatedChain chain;

  FeeMarketQueryHandler(SimulatedChain chain) {
    this.chain = chain;
  }

  void registerRoutes(PathRouter router) {
    router
        .get("/feemarket/v1/gas_price/{denom}", this::gasPrice)
        .get(
            "/feemarket/v1/gas_prices",
            call -> DevnetJson.object("prices", List.of(gasPriceCoin())))
        .get("/feemarket/v1/params", call -> marketParams())
        .get("/feemarket/v1/state", call -> marketState())
        .get("/cosmos/feegrant/v1beta1/allowance/{granter}/{grantee}", this::feeAllowance);
  }

  private Map<String, Object> gasPrice(DevnetRequest call) {
    if (!call.textOrEmpty("denom").equals(LedgerState.DENOM)) {
      throw new GrpcStatusException(13, "error resolving denom " + call.textOrEmpty("denom"));
    }
    return DevnetJson.object("price", gasPriceCoin());
  }

  private Map<String, Object> gasPriceCoin() {
    return DevnetJson.object("denom", LedgerState.DENOM)
        .with("amount", chain.readState(it -> DevnetJson.legacyDecimal(it.gasPrice)));
  }

  private Map<String, Object> marketParams() {
    return DevnetJson.fromTemplate(
        """
        {"params":{"alpha":"0.000000000000000000","beta":"1.000000000000000000",
         "gamma":"0.000000000000000000","delta":"0.000000000000000000","min_base_gas_price":"%s",
         "min_learning_rate":"0.125000000000000000","max_learning_rate":"0.125000000000000000",
         "max_block_utilization":"30000000","window":"1","fee_denom":"uallo","enabled":true,
         "distribute_fees":true}}\
        """,
        gasPriceCoin().get("amount"));
  }

  private Map<String, Object> marketState() {
    return DevnetJson.fromTemplate(
        """
        {"state":{"base_gas_price":"%s","learning_rate":"0.125000000000000000",
         "window":["0"],"index":"0"}}\
        """,
        gasPriceCoin().get("amount"));
  }

  private Map<String, Object> feeAllowance(DevnetRequest call) {
    String grant =
        LedgerState.feeGrantKey(call.textOrEmpty("granter"), call.textOrEmpty("grantee"));
    if (!chain.<Boolean>readState(it -> it.feeGrants.contains(grant))) {
      throw GrpcStatusException.notFound("fee-grant not found");
    }
    return DevnetJson.fromTemplate(
        """
        {"allowance":{"granter":"%s","grantee":"%s","allowance":
         {"@type":"/cosmos.feegrant.v1beta1.BasicAllowance","spend_limit":[],"expiration":null}}}\
        """,
        call.textOrEmpty("granter"), call.textOrEmpty("grantee"));
  }
}
