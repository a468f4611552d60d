package report;

import chain.AlloraClient;
import domain.Role;
import domain.Window;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The windows of one topic that a role may use now or next, as {@code status} shows them. */
final class WindowReport {
  private final AlloraClient allora;
  private final long topic;
  private final InstantSource chainTime;

  WindowReport(AlloraClient allora, long topic, InstantSource chainTime) {
    this.allora = allora;
    this.topic = topic;
    this.chainTime = chainTime;
  }

  /**
   * One line.
   *
   * @throws domain.Failure if no node tells them
   */
  String toText(Role role) {
    return role.label() + "; " + (role == Role.REPUTER ? reportingText() : submissionText());
  }

  private String submissionText() {
    return allora.newestWindow(topic).filter(this::isOpen).map(it -> openText(it) + "; ").orElse("")
        + NextWindow.describe(allora, topic, chainTime);
  }

  private String reportingText() {
    List<Window> open = allora.reputer().openWindows(topic);
    return open.isEmpty()
        ? "no window takes losses now"
        : open.stream().map(this::openText).collect(Collectors.joining("; "));
  }

  private String openText(Window window) {
    return "window %d is open for %d more blocks, until about %s"
        .formatted(window.nonce(), blocksLeft(window), NextWindow.formatLocal(window.closesAt()));
  }

  /**
   * The newest window for inferences and the next one as fields of a JSON object.
   *
   * @throws domain.Failure if no node tells them
   */
  Map<String, Object> submissionFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    Optional<Window> newest = allora.newestWindow(topic);
    fields.put("nonce", newest.map(Window::nonce).orElse(null));
    fields.put("open", newest.filter(this::isOpen).isPresent());
    fields.put("blocks_left", newest.filter(this::isOpen).map(this::blocksLeft).orElse(0L));
    fields.put("closes_at", newest.map(it -> it.closesAt().toString()).orElse(null));
    Optional<NextWindow> next = NextWindow.forTopic(allora, topic, chainTime);
    fields.put("next_in_blocks", next.map(NextWindow::blocksUntil).orElse(null));
    fields.put(
        "next_at",
        next.map(it -> it.opensAt().truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null));
    return fields;
  }

  private boolean isOpen(Window window) {
    return blocksLeft(window) >= 0;
  }

  /**
   * The windows that take losses now, each as fields of a JSON object.
   *
   * @throws domain.Failure if no node tells them
   */
  List<Map<String, Object>> reportingFields() {
    return allora.reputer().openWindows(topic).stream()
        .map(
            it ->
                Map.<String, Object>of(
                    "nonce", it.nonce(),
                    "blocks_left", blocksLeft(it),
                    "closes_at", it.closesAt().toString()))
        .toList();
  }

  private long blocksLeft(Window window) {
    return window.lastHeight() - allora.latestHeight();
  }
}
