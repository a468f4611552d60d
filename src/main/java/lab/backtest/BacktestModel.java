package lab.backtest;

import java.util.List;

/** Something that predicts. At row t it may look at bars up to t and at targets ended by t. */
public interface BacktestModel {
  String name();

  /** What makes its figures in this trial worth less than they look, one sentence each. */
  default List<String> warnings(BacktestRange range) {
    return List.of();
  }

  /** One prediction per origin of the trial. */
  double[] predict(BacktestRange range);
}
