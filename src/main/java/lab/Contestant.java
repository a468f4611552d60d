package lab;

/** Something that predicts. At row t it may look at bars up to t and at targets ended by t. */
public interface Contestant {
  String name();

  /** One prediction per origin of the trial. */
  double[] predict(Trial trial);
}
