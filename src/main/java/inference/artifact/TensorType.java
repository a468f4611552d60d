package inference.artifact;

/** Number type of a model's input and output tensors. Rows are always doubles on our side. */
public enum TensorType {
  FLOAT32(1e-5),
  FLOAT64(1e-9);

  private final double tolerance;

  TensorType(double tolerance) {
    this.tolerance = tolerance;
  }

  /** Share of a number's size that this type leaves uncertain. */
  public double tolerance() {
    return tolerance;
  }

  /**
   * Whether two answers are equal as far as this type can tell, relative to their size.
   *
   * @param rounding difference that the model's own arithmetic may leave
   */
  public boolean isClose(double a, double b, double rounding) {
    double size = Math.max(1e-2, Math.max(Math.abs(a), Math.abs(b)));
    return Math.abs(a - b) <= Math.max(rounding, tolerance * size);
  }
}
