package market.store;

import base.ErrorText;
import domain.market.Candle;
import domain.market.DataOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * History per pair, length of bar and origin, one bounded file each, so that a cycle needs one
 * small request. Simulated and real bars never share a file; a damaged file is dropped and fetched
 * anew.
 */
public final class CandleStore {
  private static final Logger LOG = LoggerFactory.getLogger(CandleStore.class);

  private static final FileTime NEVER = FileTime.fromMillis(-1);

  private final Path folder;
  private final int limit;
  private final Map<Path, NavigableMap<Instant, Candle>> open = new HashMap<>();
  private final Map<Path, FileTime> seen = new HashMap<>();
  private final Set<Path> unsaved = new HashSet<>();

  /**
   * @param limit bars kept per file; the oldest go first
   */
  public CandleStore(Path folder, int limit) {
    this.folder = folder;
    this.limit = limit;
  }

  /**
   * All bars held, by start time; empty where there are none. What another process has put into the
   * file meanwhile, an import beside the daemon, is taken in.
   */
  public synchronized NavigableMap<Instant, Candle> read(
      String pair, Duration step, DataOrigin origin) {
    Path file = file(pair, step, origin);
    FileTime written = lastWritten(file);
    if (!written.equals(seen.put(file, written))) {
      var bars = new TreeMap<Instant, Candle>();
      readFile(file, step).forEach(bar -> bars.put(bar.time(), bar));
      bars.putAll(open.getOrDefault(file, Collections.emptyNavigableMap()));
      open.put(file, Collections.unmodifiableNavigableMap(bars));
    }
    return open.get(file);
  }

  /** Adds bars; for the same time the newer reply wins. */
  public synchronized void merge(
      String pair, Duration step, DataOrigin origin, Collection<Candle> bars) {
    var before = read(pair, step, origin);
    var sent = new TreeMap<Instant, Candle>();
    bars.forEach(bar -> sent.put(bar.time(), bar));
    sent.values().removeIf(bar -> bar.equals(before.get(bar.time())));
    if (sent.isEmpty() && before.size() <= limit) {
      return; // as most replies: a copy of the history would be compared bar by bar
    }
    var merged = new TreeMap<>(before);
    merged.putAll(sent);
    while (merged.size() > limit) {
      merged.pollFirstEntry();
    }
    if (!merged.equals(before)) {
      open.put(file(pair, step, origin), Collections.unmodifiableNavigableMap(merged));
      unsaved.add(file(pair, step, origin));
    }
  }

  /**
   * Writes to disk what is new; a disk that fails costs a download later and nothing now.
   *
   * @return whether all of it is on the disk
   */
  public synchronized boolean save() {
    boolean saved = true;
    for (var file : unsaved) {
      try {
        CandleFile.write(file, open.get(file).values());
        seen.put(file, lastWritten(file));
      } catch (IOException e) {
        saved = false;
        LOG.warn(
            "history {} cannot be saved and stays in memory only: {}", file, ErrorText.describe(e));
      }
    }
    unsaved.clear();
    return saved;
  }

  /** When the file was last written; a moment of its own where there is none. */
  private static FileTime lastWritten(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return NEVER;
    }
  }

  private static List<Candle> readFile(Path file, Duration step) {
    try {
      return Files.exists(file) ? CandleFile.read(file, step, rows -> {}).bars() : List.of();
    } catch (IOException e) {
      LOG.warn("history is damaged and will be fetched again: {}", e.getMessage());
      return List.of();
    }
  }

  private Path file(String pair, Duration step, DataOrigin origin) {
    if (!pair.matches("[a-z0-9]{2,20}")) {
      throw new IllegalArgumentException("pair must be like btcusd, got " + pair);
    }
    var mark = origin instanceof DataOrigin.SimulatedMarket ? ".simulated" : "";
    var length = step.equals(CandleFile.STEP) ? "" : "." + step.toMinutes() + "m";
    return folder.resolve(pair + "." + origin.source() + length + mark + ".csv.gz");
  }

  /** Bars that are missing in a row: the first at {@code from}, {@code bars} of them. */
  public record CandleGap(Instant from, int bars) {

    public Instant end(Duration step) {
      return from.plus(step.multipliedBy(bars));
    }

    /** Gaps between bars that ascend in time. */
    public static List<CandleGap> findIn(List<Candle> candles, Duration step) {
      var gaps = new ArrayList<CandleGap>();
      long seconds = step.toSeconds();
      for (int i = 1; i < candles.size(); i++) {
        if (candles.get(i - 1).isFollowedBy(candles.get(i), seconds)) {
          continue;
        }
        var due = candles.get(i - 1).time().plus(step);
        var found = candles.get(i).time();
        if (due.isBefore(found)) {
          gaps.add(new CandleGap(due, (int) Duration.between(due, found).dividedBy(step)));
        }
      }
      return gaps;
    }

    /**
     * The newest stretch in [from, until) that is not held, cut to its newest {@code span} bars.
     */
    public static Optional<CandleGap> newestMissing(
        Instant from, Instant until, Duration step, int span, Predicate<Instant> held) {
      var end = until;
      while (end.isAfter(from) && held.test(end.minus(step))) {
        end = end.minus(step);
      }
      var start = end;
      int bars = 0;
      while (start.isAfter(from) && bars < span && !held.test(start.minus(step))) {
        start = start.minus(step);
        bars++;
      }
      return bars == 0 ? Optional.empty() : Optional.of(new CandleGap(start, bars));
    }

    @Override
    public String toString() {
      return bars + (bars == 1 ? " bar missing at " : " bars missing from ") + from;
    }
  }
}
