package journal;

import base.ErrorText;
import base.PrivateFiles;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
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
import journal.entry.Entry;
import journal.entry.EntryState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files for tools that were written for the predecessor: the last closed window as JSON, and a line
 * for each as CSV. A view only, never read back; a file that cannot be written harms nothing.
 */
public final class LegacyStatusFiles implements Consumer<Entry> {
  private static final Logger LOG = LoggerFactory.getLogger(LegacyStatusFiles.class);
  private static final ObjectMapper JSON = new ObjectMapper();
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

  public LegacyStatusFiles(Optional<Path> latest, Optional<Path> csv, InstantSource clock) {
    this.latest = latest;
    this.csv = csv;
    this.clock = clock;
  }

  /** Takes a closed row. Never throws for what a disk does. */
  @Override
  public void accept(Entry entry) {
    try {
      if (latest.isPresent()) {
        replaceFile(latest.get(), JSON.writeValueAsString(toJsonFields(entry)) + "\n");
      }
      if (csv.isPresent()) {
        appendLine(csv.get(), toCsvLine(csvCells(entry)));
      }
    } catch (IOException e) {
      LOG.warn("{}: a mirror file was not written: {}", entry.key().label(), ErrorText.describe(e));
    }
  }

  private static void replaceFile(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (OutputStream out = PrivateFiles.newOutputStream(fresh)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void appendLine(Path file, String line) throws IOException {
    String text =
        Files.exists(file) && Files.size(file) > 0 ? line : String.join(",", COLUMNS) + "\n" + line;
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Map<String, Object> toJsonFields(Entry entry) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("timestamp", clock.instant().toString());
    tree.put("topic_id", entry.key().topic());
    tree.put("block_height", entry.key().nonce());
    tree.put("prediction", entry.value());
    tree.put("worker", entry.key().worker());
    tree.put("tx_hash", transactionHash(entry));
    tree.put("status", statusText(entry));
    tree.put("rpc_endpoint", entry.endpoint());
    return tree;
  }

  /** Loss, score and reward are not known when a window closes. */
  private Object[] csvCells(Entry entry) {
    boolean accepted = entry.state() == EntryState.ACCEPTED;
    return new Object[] {
      clock.instant(),
      entry.key().topic(),
      entry.value(),
      entry.key().worker(),
      entry.key().nonce(),
      transactionHash(entry),
      accepted,
      accepted ? 0 : 1,
      statusText(entry),
      null,
      null,
      null
    };
  }

  private static String toCsvLine(Object... cells) {
    return Arrays.stream(cells)
        .map(it -> Objects.toString(it, ""))
        .collect(Collectors.joining(",", "", "\n"));
  }

  private static String transactionHash(Entry entry) {
    return entry.lastAttempt().map(it -> it.hash()).orElse(null);
  }

  private static String statusText(Entry entry) {
    String state = entry.state().label();
    return entry.reason() == null ? state : state + ":" + entry.reason();
  }
}
