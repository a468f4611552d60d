package journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files for tools that were written for the predecessor: the last closed window as JSON, and a line
 * for each as CSV. A view only, never read back; a file that cannot be written harms nothing.
 */
public final class Mirror implements Consumer<Entry> {
  private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
  private static final List<String> COLUMNS =
      List.of(
          "timestamp_utc",
          "topic_id",
          "value",
          "wallet",
          "nonce",
          "tx_hash",
          "success",
          "exit_code",
          "status",
          "log10_loss",
          "score",
          "reward");

  private final Optional<Path> latest;
  private final Optional<Path> csv;
  private final InstantSource clock;

  public Mirror(Optional<Path> latest, Optional<Path> csv, InstantSource clock) {
    this.latest = latest;
    this.csv = csv;
    this.clock = clock;
  }

  /** Takes a closed row. Never throws for what a disk does. */
  @Override
  public void accept(Entry entry) {
    try {
      if (latest.isPresent()) {
        replace(latest.get(), Canon.json(tree(entry)) + "\n");
      }
      if (csv.isPresent()) {
        append(csv.get(), line(cells(entry)));
      }
    } catch (IOException e) {
      LOG.warn("{}: a mirror file was not written: {}", entry.key().label(), e.toString());
    }
  }

  private static void replace(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void append(Path file, String line) throws IOException {
    String text =
        Files.exists(file) && Files.size(file) > 0 ? line : String.join(",", COLUMNS) + "\n" + line;
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Map<String, Object> tree(Entry entry) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("timestamp", clock.instant().toString());
    tree.put("topic_id", entry.key().topic());
    tree.put("block_height", entry.key().nonce());
    tree.put("prediction", entry.value());
    tree.put("worker", entry.key().worker());
    tree.put("tx_hash", hash(entry));
    tree.put("status", status(entry));
    tree.put("rpc_endpoint", entry.endpoint());
    return tree;
  }

  /** Loss, score and reward are not known when a window closes. */
  private Object[] cells(Entry entry) {
    boolean accepted = entry.state() == State.ACCEPTED;
    return new Object[] {
      clock.instant(),
      entry.key().topic(),
      entry.value(),
      entry.key().worker(),
      entry.key().nonce(),
      hash(entry),
      accepted,
      accepted ? 0 : 1,
      status(entry),
      null,
      null,
      null
    };
  }

  private static String line(Object... cells) {
    return Arrays.stream(cells)
        .map(it -> Objects.toString(it, ""))
        .collect(Collectors.joining(",", "", "\n"));
  }

  private static String hash(Entry entry) {
    return entry.last().map(it -> it.hash()).orElse(null);
  }

  private static String status(Entry entry) {
    String state = entry.state().label();
    return entry.reason() == null ? state : state + ":" + entry.reason();
  }
}
