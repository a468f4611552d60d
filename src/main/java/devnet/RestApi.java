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
      return find(call).orElseThrow(GrpcError::notImplemented);
    } catch (GrpcError error) {
      return error.reply();
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
