package lab.train;

/**
 * How trees are boosted. The defaults are small and slow on purpose: on a week's return more
 * freedom only loses.
 */
public record XgboostSettings(int rounds, int depth, double eta, long seed) {
  public static final XgboostSettings DEFAULT = new XgboostSettings(300, 4, 0.05, 67);

  public XgboostSettings {
    if (rounds < 1 || depth < 1 || depth > 12 || !(eta > 0 && eta <= 1)) {
      throw new IllegalArgumentException(
          "rounds and depth must be at least 1, depth at most 12, eta above 0 and at most 1");
    }
  }

  @Override
  public String toString() {
    return "%d rounds, depth %d, eta %s, seed %d".formatted(rounds, depth, eta, seed);
  }
}
