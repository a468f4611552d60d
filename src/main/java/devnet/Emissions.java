package devnet;

/** Generation of the emissions module: it moves REST prefix, type URLs and event names together. */
public enum Emissions {
  V5("0.6.0"),
  V9("0.16.0"),
  V10("0.17.0");

  private final String application;

  Emissions(String application) {
    this.application = application;
  }

  /** As it stands in paths and type URLs, e.g. {@code v10}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  String typeUrl(String message) {
    return "/emissions." + label() + "." + message;
  }

  String event(String name) {
    return "emissions." + label() + "." + name;
  }

  /** Version that node info reports for the chain's program. */
  String application() {
    return application;
  }

  /** Whitelists, window events, bounded decimals and the inclusive window end came after v5. */
  boolean modern() {
    return this != V5;
  }

  /** Last height whose transactions the window of a nonce accepts. */
  long lastHeight(long nonce, long window) {
    return modern() ? nonce + window : nonce + window - 1;
  }
}
