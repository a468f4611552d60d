package routes.health;

import domain.TopicSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator should look at although the window is answered, such as a bad replacement of a
 * model that goes on serving. Each is said once, and once more when it is over.
 */
public final class OperatorWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorWarnings.class);

  private final Map<String, String> standing = new ConcurrentHashMap<>();

  /** Takes what a part has to say about a topic in this cycle; empty when all is well. */
  public void update(TopicSpec topic, String part, Optional<String> warning) {
    String place = "topic " + topic.id() + ", " + part;
    String before =
        warning.isPresent() ? standing.put(place, warning.get()) : standing.remove(place);
    if (warning.isPresent() && !warning.get().equals(before)) {
      LOG.warn("{}: {}", place, warning.get());
    } else if (warning.isEmpty() && before != null) {
      LOG.info("{}: healthy again", place);
    }
  }

  /** What stands now, by topic and part. */
  public Map<String, String> activeWarnings() {
    return Map.copyOf(standing);
  }
}
