package devnet;

import java.util.List;
import java.util.Map;

/** What gas costs, in the REST form: decimals, not integers scaled by 10^18. */
final class FeeMarketQueries {
  private final Ledger ledger;

  FeeMarketQueries(Ledger ledger) {
    this.ledger = ledger;
  }

  void routes(Router router) {
    router
        .get("/feemarket/v1/gas_price/{denom}", this::gasPrice)
        .get("/feemarket/v1/gas_prices", call -> Json.of("prices", List.of(price())))
        .get("/feemarket/v1/params", call -> marketParams())
        .get("/feemarket/v1/state", call -> marketState());
  }

  private Map<String, Object> gasPrice(Call call) {
    if (!call.text("denom").equals(State.DENOM)) {
      throw new GrpcError(13, "error resolving denom " + call.text("denom"));
    }
    return Json.of("price", price());
  }

  private Map<String, Object> price() {
    return Json.of("denom", State.DENOM, "amount", ledger.read(it -> Json.legacy(it.gasPrice)));
  }

  private Map<String, Object> marketParams() {
    return Json.shape(
        """
        {"params":{"alpha":"0.000000000000000000","beta":"1.000000000000000000",
         "gamma":"0.000000000000000000","delta":"0.000000000000000000","min_base_gas_price":"%s",
         "min_learning_rate":"0.125000000000000000","max_learning_rate":"0.125000000000000000",
         "max_block_utilization":"30000000","window":"1","fee_denom":"uallo","enabled":true,
         "distribute_fees":true}}\
        """,
        price().get("amount"));
  }

  private Map<String, Object> marketState() {
    return Json.shape(
        """
        {"state":{"base_gas_price":"%s","learning_rate":"0.125000000000000000",
         "window":["0"],"index":"0"}}\
        """,
        price().get("amount"));
  }
}
