package inference.guard;

/** What happens to a finite value outside its bounds. */
public enum OutOfBoundsPolicy {
  /** Nothing is sent; the window stays open for another try. */
  BLOCK,
  /** The nearest bound is sent. */
  CLAMP,
  /** The value is sent as it is. */
  ALLOW
}
