package lab.backtest;

/** A figure with its 95 % interval. */
public record IntervalEstimate(double value, double low, double high) {}
