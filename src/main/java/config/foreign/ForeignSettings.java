package config.foreign;

import base.OutsideText;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What was read from another worker's configuration, and what became of each of its keys. */
public final class ForeignSettings {
  /** What becomes of a key. */
  public enum Treatment {
    TAKEN_OVER("taken over as"),
    NOT_NEEDED("not needed:"),
    NOT_SUPPORTED("NOT SUPPORTED:");

    private final String words;

    Treatment(String words) {
      this.words = words;
    }
  }

  /**
   * One key of the foreign file.
   *
   * @param text the setting that has its value now, or the reason why none has
   */
  public record KeyReport(String key, Treatment treatment, String text) {
    public String toText() {
      return treatment.words + " " + text;
    }
  }

  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<KeyReport> reports = new ArrayList<>();
  private final TreeSet<Long> topics = new TreeSet<>();
  private String key;

  public Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>(settings);
    if (!topics.isEmpty()) {
      all.put("topics", String.join(",", topics.stream().map(String::valueOf).toList()));
    }
    return all;
  }

  public List<KeyReport> reports() {
    return List.copyOf(reports);
  }

  /** The mnemonic or private key that was found in it, for a private file of its own. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  void take(String foreignKey, String setting, String value) {
    settings.put(setting, value);
    report(foreignKey, Treatment.TAKEN_OVER, setting + " = " + OutsideText.hideSecrets(value));
  }

  /** As above; the value is not repeated. */
  void takeSecret(String foreignKey, String setting, String value) {
    settings.put(setting, value);
    report(foreignKey, Treatment.TAKEN_OVER, setting);
  }

  void takeTopic(String foreignKey, long topic) {
    if (topic < 1) {
      refuse(foreignKey, "it is no number of a topic");
    } else {
      topics.add(topic);
      report(foreignKey, Treatment.TAKEN_OVER, "topics, with " + topic + " in it");
    }
  }

  /** Whether an entry of a list names its topic; one that does not is reported as a whole. */
  boolean namesTopic(String entry, long topic) {
    if (topic < 1) {
      refuse(entry, "it does not name its topic by number");
    }
    return topic > 0;
  }

  void takeKey(String foreignKey, String words) {
    key = words.strip();
    report(foreignKey, Treatment.TAKEN_OVER, "wallet.mnemonic-file, a private file of its own");
  }

  void skip(String foreignKey, String reason) {
    report(foreignKey, Treatment.NOT_NEEDED, reason);
  }

  void refuse(String foreignKey, String reason) {
    report(foreignKey, Treatment.NOT_SUPPORTED, reason);
  }

  /** Without the parser's words, which repeat what stands there: it may be the mnemonic. */
  static IllegalArgumentException unreadable(String format, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return new IllegalArgumentException(
        at == null
            ? "it is no " + format
            : "it is no %s: see line %d, column %d"
                .formatted(format, at.getLineNr(), at.getColumnNr()));
  }

  private void report(String foreignKey, Treatment treatment, String text) {
    reports.add(new KeyReport(foreignKey, treatment, text));
  }
}
