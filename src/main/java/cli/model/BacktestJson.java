package cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import lab.backtest.Backtest;
import lab.backtest.LeakageCheck;
import lab.backtest.Scorecard;
import scoring.BlockBootstrap.IntervalEstimate;

/** A backtest as one line of JSON; missing figures are null. */
final class BacktestJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BacktestJson() {}

  static ObjectNode toJson(Backtest backtest) {
    ObjectNode root = JSON.createObjectNode();
    root.put("from", backtest.trial().history().timeOfRow(backtest.trial().from()).toString());
    root.put("to", backtest.trial().history().timeOfRow(backtest.trial().to() - 1).toString());
    root.put("step", backtest.trial().history().step().toString());
    root.put("horizon", backtest.trial().horizon());
    root.put("origins", backtest.trial().size());
    root.put("scored", backtest.trial().scoredCount());
    root.put("block", backtest.blockLength());
    ArrayNode models = root.putArray("models");
    backtest.results().forEach(entry -> put(models.addObject(), entry.scorecard()));
    ArrayNode warnings = root.putArray("warnings");
    LeakageCheck.findWarnings(backtest).forEach(warnings::add);
    return root;
  }

  private static void put(ObjectNode model, Scorecard card) {
    model.put("name", card.name());
    model.put("rmse", card.rmse());
    model.put("mae", card.mae());
    put(model, "skill", card.skill());
    put(model, "direction", card.direction());
    put(model, "correlation", card.correlation());
    model.put("sd_ratio", card.sdRatio());
    put(model, "log10_czar_change", card.czarChange());
    put(model, "log10_zptae_change", card.zptaeChange());
  }

  private static void put(ObjectNode model, String name, IntervalEstimate estimate) {
    if (Double.isNaN(estimate.value())) {
      model.putNull(name);
      return;
    }
    ObjectNode node = model.putObject(name);
    node.put("value", estimate.value());
    node.put("low", estimate.low());
    node.put("high", estimate.high());
  }
}
