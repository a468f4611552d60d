package devnet;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway. Routes of another emissions generation than the one in force do not exist, which the
 * gateway says with 501.
 */
final class RestApi {
  private final Ledger ledger;
  private final Router common = new Router();
  private final Map<Emissions, Router> emissions = new EnumMap<>(Emissions.class);

  RestApi(Ledger ledger, Judge judge) {
    this.ledger = ledger;
    new NodeQueries(ledger).routes(common);
    new AccountQueries(ledger).routes(common);
    new FeeMarketQueries(ledger).routes(common);
    new TxService(ledger).routes(common);
    common.add("POST", "/api/request", new Faucet(ledger)::answer);
    common.get("/judge", call -> JudgeJson.of(judge));
    for (Emissions version : Emissions.values()) {
      Router router = new Router();
      new TopicQueries(ledger, version).routes(router);
      new InferenceQueries(ledger, version).routes(router);
      emissions.put(version, router);
    }
  }

  Reply answer(Call call) {
    try {
      checkHeight(call);
      return find(call).orElseThrow(GrpcError::notImplemented);
    } catch (GrpcError error) {
      return error.reply();
    }
  }

  /** Past states are not kept: to a query of one this is a node that prunes everything. */
  private void checkHeight(Call call) {
    String asked = call.headers().getOrDefault("x-cosmos-block-height", "0");
    if (!asked.matches("\\d{1,18}")) {
      throw GrpcError.invalid("invalid height header: " + asked);
    }
    long latest = ledger.latest().height();
    long height = Long.parseLong(asked);
    if (height > latest) {
      throw new GrpcError(
          2, "codespace sdk code 26: invalid height: cannot query with height in the future");
    }
    if (height > 0 && height < latest) {
      throw new GrpcError(
          2,
          ("codespace sdk code 18: invalid request: failed to load state at height %d;"
                  + " version does not exist (latest height: %d)")
              .formatted(height, latest));
    }
  }

  private Optional<Reply> find(Call call) {
    Router current = emissions.get(ledger.read(it -> it.emissions));
    for (Router router : List.of(common, current)) {
      Optional<Reply> reply = router.answer(call);
      if (reply.isPresent()) {
        return reply;
      }
    }
    return Optional.empty();
  }
}
