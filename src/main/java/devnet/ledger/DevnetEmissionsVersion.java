package devnet.ledger;

/** Version of the emissions module; it determines REST prefix, type URLs and event names. */
public enum DevnetEmissionsVersion {
  V5("0.6.0"),
  V9("0.16.0"),
  V10("0.17.0");

  private final String application;

  DevnetEmissionsVersion(String application) {
    this.application = application;
  }

  /** The version in paths and type URLs, e.g. {@code v10}. */
  public String pathLabel() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public String typeUrl(String message) {
    return "/emissions." + pathLabel() + "." + message;
  }

  public String eventType(String name) {
    return "emissions." + pathLabel() + "." + name;
  }

  /** Version that node info reports for the chain's program. */
  public String applicationVersion() {
    return application;
  }

  /** Whitelists, window events, bounded decimals and the inclusive window end came after v5. */
  public boolean isAfterV5() {
    return this != V5;
  }

  /** Last height whose transactions the window of a nonce accepts. */
  public long lastSubmissionHeight(long nonce, long window) {
    return isAfterV5() ? nonce + window : nonce + window - 1;
  }
}
