package config;

import base.OutsideText;

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
    String shown = text.contains(":") ? OutsideText.hideSecrets(text) : text;
    return new EffectiveValue(key, hide ? HIDDEN : shown, origin);
  }

  public boolean isDefault() {
    return origin.equals(DEFAULT);
  }
}
