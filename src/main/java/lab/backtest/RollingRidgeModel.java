package lab.backtest;

import features.FeatureSet;
import java.util.List;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;
import lab.train.RidgeRegression;

/**
 * The replaced project's method: a ridge on nine of its features, refitted every day on the last 30
 * days of prices. Here to be compared with, not to be used: it triples the squared error of zero.
 */
public final class RollingRidgeModel implements BacktestModel {
  private static final FeatureSet NINE =
      FeatureSet.of(
          List.of(
              "ret_1h",
              "ret_24h",
              "ma_24h",
              "ma_72h",
              "vol_24h",
              "price_pos_24h",
              "price_pos_72h",
              "ma_ratio_72_24",
              "exp_vol_ratio"));
  private static final int WINDOW = 720;
  private static final int REFIT = 24;
  private static final double PENALTY = 1;

  @Override
  public String name() {
    return "predecessor's ridge";
  }

  @Override
  public double[] predict(BacktestRange range) {
    int lead = NINE.minBars() - 1;
    int start = Math.max(lead, range.from() - WINDOW + 1);
    double[][] rows = NINE.rows(range.series(), start, range.to());
    double[] targets = new double[rows.length];
    for (int i = 0; i < targets.length && start + i + range.horizon() < range.to(); i++) {
      targets[i] = range.realizedReturn(start + i);
    }
    double[] predictions = new double[range.size()];
    RidgeRegression ridge = null;
    for (int t = range.from(); t < range.to(); t++) {
      int ended = t - range.horizon() - start + 1;
      if ((t - range.from()) % REFIT == 0 && ended > NINE.names().size()) {
        int oldest = Math.max(0, t - WINDOW + 1 - start);
        ridge = RidgeRegression.fit(rows, targets, oldest, ended, PENALTY);
      }
      predictions[t - range.from()] = ridge == null ? 0 : ridge.predict(rows[t - start]);
    }
    return predictions;
  }
}
