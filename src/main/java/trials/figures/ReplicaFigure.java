package trials.figures;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The published figure of several daemons on one database. */
public final class ReplicaFigure {
  static final String ID = "R1";

  private ReplicaFigure() {}

  /**
   * @param figures as {@code simulate replicas --json} prints them
   * @param command that printed them
   */
  public static Figure of(Map<String, Object> figures, String command, Duration took) {
    return new Figure(
        ID,
        "Three replicas on one database, killed, frozen and cut off",
        "A second machine must take over, and must never submit a second time.",
        List.of("what was tried", "result", "must be"),
        Stream.concat(oneWallet(figures), manyWallets(figures)).toList(),
        Figure.Bars.NONE,
        Boolean.TRUE.equals(figures.get("passed")),
        Figure.Run.of(command, took));
  }

  private static Stream<List<String>> oneWallet(Map<String, Object> figures) {
    return Stream.of(
        List.of("faults, one after the other", faults(figures), ""),
        row(figures, "epochs accepted", "%s of %s", "99 % or more", "accepted", "epochs"),
        row(figures, "duplicates", "%s", "0", "duplicates"),
        row(figures, "rows that differ from what the network stores", "%s", "0", "wrong_rows"),
        row(figures, "processes that ended by themselves", "%s", "0", "ended_by_themselves"),
        row(
            figures,
            "time until another replica works",
            "%s take-overs, median %.1f s, 95th percentile %.1f s",
            "95th percentile 15 s or less",
            "takeovers",
            "takeover_p50_s",
            "takeover_p95_s"),
        row(
            figures,
            "two of three frozen at once: epochs the third had accepted",
            "%s of %s",
            "all",
            "accepted_of_the_third",
            "epochs_of_the_third"),
        row(
            figures,
            "durable steps of an epoch, median: on the server, in a file",
            "%.1f ms, %.1f ms",
            "at most 10 ms more",
            "epoch_on_server_p50_ms",
            "epoch_in_file_p50_ms"));
  }

  /** None where that part was left out. */
  private static Stream<List<String>> manyWallets(Map<String, Object> figures) {
    return figures.containsKey("wallets")
        ? Stream.of(
            row(
                figures,
                "wallets spread over three replicas: each works for",
                "of %s: %s to %s",
                "an even share, give or take 5",
                "wallets",
                "wallets_least",
                "wallets_most"),
            row(
                figures,
                "the wallets of a killed replica are all taken over after",
                "%.1f s",
                "30 s or less",
                "wallets_takeover_s"))
        : Stream.empty();
  }

  private static String faults(Map<String, Object> figures) {
    return Map.of(
            "kill", "kill -9",
            "freeze", "frozen for 5 to 45 s",
            "freeze_two", "two frozen",
            "cut_connections", "connections cut",
            "restart_server", "server crashed and restarted")
        .entrySet()
        .stream()
        .filter(it -> figures.containsKey(it.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .map(it -> figures.get(it.getKey()) + " times " + it.getValue())
        .collect(Collectors.joining(", "));
  }

  private static List<String> row(
      Map<String, Object> figures, String what, String result, String mustBe, String... names) {
    Object[] values = Stream.of(names).map(figures::get).toArray();
    return List.of(what, String.format(Locale.ROOT, result, values), mustBe);
  }
}
