package config;

/**
 * One setting as it is in force.
 *
 * @param value never a secret; of an address no user, password, query or token
 * @param origin where it was set: {@code default}, a file, {@code environment NAME}, or {@code
 *     command line}
 */
public record EffectiveValue(String key, String value, String origin) {
  static final String DEFAULT = "default";
  private static final String HIDDEN = "(hidden)";

  static EffectiveValue of(String key, String text, boolean secret, String origin) {
    boolean hide = secret && !text.isEmpty();
    return new EffectiveValue(key, hide ? HIDDEN : hideUrlSecrets(text), origin);
  }

  public boolean isDefault() {
    return origin.equals(DEFAULT);
  }

  private static String hideUrlSecrets(String text) {
    return text.replaceAll("(?<=://)[^/@\\s,]+@", HIDDEN + "@")
        .replaceAll("(://[^?\\s,]*\\?)[^\\s,]+", "$1" + HIDDEN)
        .replaceAll("(?<=[^:/]/)(?=[^/\\s,]*\\d)[A-Za-z0-9_-]{16,}", HIDDEN);
  }
}
