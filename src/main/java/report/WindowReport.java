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
    Window newest = allora.newestWindow(topic);
    return (isOpen(newest) ? openText(newest) + "; " : "")
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
    Window newest = allora.newestWindow(topic);
    boolean begun = newest.nonce() > 0;
    fields.put("nonce", begun ? newest.nonce() : null);
    fields.put("open", isOpen(newest));
    fields.put("blocks_left", isOpen(newest) ? blocksLeft(newest) : 0);
    fields.put("closes_at", begun ? newest.closesAt().toString() : null);
    Optional<NextWindow> next = NextWindow.forTopic(allora, topic, chainTime);
    fields.put("next_in_blocks", next.map(NextWindow::blocksUntil).orElse(null));
    fields.put(
        "next_at",
        next.map(it -> it.opensAt().truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null));
    return fields;
  }

  /** A new topic's newest nonce is 0, which is none. */
  private boolean isOpen(Window window) {
    return window.nonce() > 0 && blocksLeft(window) >= 0;
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
